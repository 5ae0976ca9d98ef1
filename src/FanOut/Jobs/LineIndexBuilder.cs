namespace FanOut.Jobs;

/// <summary>Builds a <see cref="LineIndex"/> of bounded size, however many lines there are, by widening its blocks.</summary>
internal sealed class LineIndexBuilder
{
    private const int FirstStride = 64;
    private const int MaxBlocks = 1024;

    private readonly List<long> _lengths = [];
    private int _stride = FirstStride;
    private int _openLines;
    private long _openBytes;

    public int Lines { get; private set; }

    public void Add(int lineBytes)
    {
        Lines++;
        _openBytes += lineBytes;
        if (++_openLines < _stride) return;
        CloseBlock();
        if (_lengths.Count == MaxBlocks) MergeNeighbours();
    }

    public LineIndex Build()
    {
        if (_openLines > 0) CloseBlock();
        return new LineIndex(_stride, _lengths);
    }

    private void CloseBlock()
    {
        _lengths.Add(_openBytes);
        _openLines = 0;
        _openBytes = 0;
    }

    private void MergeNeighbours()
    {
        for (var i = 0; i < MaxBlocks / 2; i++) _lengths[i] = _lengths[2 * i] + _lengths[2 * i + 1];
        _lengths.RemoveRange(MaxBlocks / 2, MaxBlocks / 2);
        _stride *= 2;
    }
}
