using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>A journal whose passes wait until they are let.</summary>
internal sealed class HeldJournal : IJournalStore
{
    private readonly MemoryJournalStore _inner = new();
    private readonly SemaphoreSlim _begun = new(0), _allowed = new(0);
    private int _passes;

    public Exception? Failure { get; set; }

    public int Passes => _passes;

    public Task<OwnershipLostException> Lost => _inner.Lost;

    public Task PassBegunAsync() => _begun.WaitAsync();

    public void LetPass(int passes) => _allowed.Release(passes);

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => _inner.OpenAsync(onLine, cancellationToken);

    public Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => _inner.AppendAsync(lines, cancellationToken);

    public async Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _passes);
        _begun.Release();
        await _allowed.WaitAsync(cancellationToken);
        if (Failure is not null) throw Failure;
        await _inner.ReadAsync(onLine, cancellationToken);
    }

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => _inner.TrimAsync(firstNeededSegment, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _begun.Dispose();
        _allowed.Dispose();
        await _inner.DisposeAsync();
    }
}
