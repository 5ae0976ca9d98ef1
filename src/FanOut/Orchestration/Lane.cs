namespace FanOut.Orchestration;

/// <summary>A batch under way.</summary>
internal sealed class Lane(Slice slice, Task<BatchResult> result)
{
    public Slice Slice => slice;
    public Task<BatchResult> Result => result;

    /// <summary>Fetches that may be in flight: all of them until the batch tells otherwise.</summary>
    public int Slots { get; set; } = slice.Count;

    public bool IsAtItsLast => Slots < slice.Count;

    /// <summary>How many batches of this generation started before.</summary>
    public int Number { get; set; }

    /// <summary>Writes the records of a batch that failed; there is nothing to fall back on when this fails too.</summary>
    public bool IsLastResort { get; init; }
}
