namespace FanOut.Orchestration;

/// <summary>Parts that are stored but not yet in results.ndjson: they come in any order and leave in that of the index.</summary>
internal sealed class ResultOrder(int committedIndex)
{
    private readonly SortedDictionary<int, Part> _waiting = [];
    private int _next = committedIndex;

    /// <summary>Whether there is a part that comes next.</summary>
    public bool HasNext => _waiting.ContainsKey(_next);

    public void Add(Part part) => _waiting.Add(part.First, part);

    /// <summary>Takes the parts that come next, as many as follow each other without a gap.</summary>
    public List<Part> TakeNext(int atMost)
    {
        var next = new List<Part>();
        while (next.Count < atMost && _waiting.Remove(_next, out var part))
        {
            next.Add(part);
            _next += part.Count;
        }
        return next;
    }
}
