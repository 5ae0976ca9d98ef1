using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Tests.Hosting;

/// <summary>A journal that tells whether the task hub was taken, and let go of.</summary>
/// <param name="refusal">What opening it throws; null for nothing.</param>
internal sealed class ObservedJournal(Exception? refusal = null) : IJournalStore
{
    private readonly MemoryJournalStore _inner = new();

    public bool IsOpened { get; private set; }

    public bool IsDisposed { get; private set; }

    public Task<OwnershipLostException> Lost => _inner.Lost;

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        IsOpened = true;
        return refusal is null ? _inner.OpenAsync(onLine, cancellationToken) : Task.FromException<long>(refusal);
    }

    public Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => _inner.AppendAsync(lines, cancellationToken);

    public Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => _inner.ReadAsync(onLine, cancellationToken);

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => _inner.TrimAsync(firstNeededSegment, cancellationToken);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return _inner.DisposeAsync();
    }
}
