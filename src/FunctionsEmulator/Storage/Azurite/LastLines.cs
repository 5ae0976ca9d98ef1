namespace FunctionsEmulator.Storage.Azurite;

/// <summary>What a process said last, for the error when it ends too early.</summary>
internal sealed class LastLines
{
    private const int Kept = 20;
    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lock)
        {
            _lines.Enqueue(line.Trim());
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }

    public bool Contain(string text)
    {
        lock (_lock)
            return _lines.Any(line => line.Contains(text, StringComparison.Ordinal));
    }

    public string? Last()
    {
        lock (_lock)
            return _lines.LastOrDefault();
    }
}
