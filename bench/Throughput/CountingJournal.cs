using FunctionsEmulator.Durable.Journal;

namespace Throughput;

/// <summary>Counts what an engine writes.</summary>
internal sealed class CountingJournal(IJournalStore journal) : IJournalStore
{
    public long Appends { get; private set; }
    public long Bytes { get; private set; }

    public Task<OwnershipLostException> Lost => journal.Lost;

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => journal.OpenAsync(onLine, cancellationToken);

    /// <summary>The engine appends once at a time.</summary>
    public Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        Appends++;
        Bytes += lines.Length;
        return journal.AppendAsync(lines, cancellationToken);
    }

    public Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => journal.ReadAsync(onLine, cancellationToken);

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => journal.TrimAsync(firstNeededSegment, cancellationToken);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
