namespace FanOut.Orchestration;

/// <summary>A batch under way.</summary>
internal sealed class Lane(int first, int count, Task<BatchResult> result)
{
    public int First => first;
    public int Count { get; } = count;
    public Task<BatchResult> Result => result;

    /// <summary>Fetches that may be in flight: all of them until the batch tells otherwise.</summary>
    public int Slots { get; set; } = count;

    /// <summary>Writes the records of a batch that failed; there is nothing to fall back on when this fails too.</summary>
    public bool IsLastResort { get; set; }
}
