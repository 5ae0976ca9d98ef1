using System.Buffers;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>A journal that lives as long as this object: opening it again is a restart of the host.</summary>
internal sealed class MemoryJournalStore : IJournalStore
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private long _epoch;

    public Task<OwnershipLostException> Lost { get; } = new TaskCompletionSource<OwnershipLostException>().Task;

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            JournalText.ForEachLine(_lines.WrittenMemory.ToArray(), line => onLine(0, line));
            return Task.FromResult(++_epoch);
        }
    }

    public Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        lock (_gate) _lines.Write(lines.Span);
        return Task.FromResult(0);
    }

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
