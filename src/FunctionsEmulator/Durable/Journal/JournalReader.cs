namespace FunctionsEmulator.Durable.Journal;

/// <summary>
/// Reads the journal for those who look for single instances in it, one pass at a time: all who ask while one goes on share
/// the next, so that a thousand rewinds at once cost two passes.
/// </summary>
/// <param name="store">Holds the journal.</param>
/// <param name="stopping">Ends all passes.</param>
internal sealed class JournalReader(IJournalStore store, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private List<Action<ReadOnlyMemory<byte>>> _waiting = [];
    private Task _lastPass = Task.CompletedTask;

    /// <summary>Reads all that is durable when it is called, and maybe more.</summary>
    /// <param name="onLine">Called for each line in order, never after a cancellation was seen here.</param>
    /// <param name="cancellationToken">Gives up waiting; the pass itself goes on for the others.</param>
    public Task ReadAsync(Action<ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _waiting.Add(line => { if (!cancellationToken.IsCancellationRequested) onLine(line); });
            if (_waiting.Count == 1) _lastPass = PassAsync(_lastPass);
            return _lastPass.WaitAsync(cancellationToken);
        }
    }

    private async Task PassAsync(Task earlier)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        List<Action<ReadOnlyMemory<byte>>> readers;
        lock (_gate) (readers, _waiting) = (_waiting, []);
        await store.ReadAsync(
            (_, line) =>
            {
                foreach (var onLine in readers) onLine(line);
            },
            stopping);
    }
}
