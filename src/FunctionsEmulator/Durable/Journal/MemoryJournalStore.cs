using System.Buffers;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>A journal that lives as long as this object: opening it again is a restart of the host.</summary>
internal sealed class MemoryJournalStore : IJournalStore
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private long _epoch;

    public Task<OwnershipLostException> Lost { get; } = new TaskCompletionSource<OwnershipLostException>().Task;

    /// <summary>All lines so far.</summary>
    public ReadOnlyMemory<byte> Text
    {
        get
        {
            lock (_gate) return _lines.WrittenSpan.ToArray();
        }
    }

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            JournalText.ForEachLine(Text, line => onLine(0, line));
            return Task.FromResult(++_epoch);
        }
    }

    public Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        // An engine that has been stopped must not write into the journal of the one that follows it.
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) _lines.Write(lines.Span);
        return Task.FromResult(0);
    }

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
