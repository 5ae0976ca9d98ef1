using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>
/// One engine's hold on a journal that outlives it. Once fenced nothing is written any more, and an append that was under
/// way never returns, as if the process had been killed.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="fenceAfterTurn">Fences itself when it has written a turn.</param>
internal sealed class FencedJournal(MemoryJournalStore journal, bool fenceAfterTurn) : IJournalStore
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _turnWritten = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _fenced;

    /// <summary>Ends when a turn has been written and the fence is up.</summary>
    public Task TurnWritten => _turnWritten.Task;

    /// <summary>How many lines a client, not a turn, has had written.</summary>
    public int ClientLines { get; private set; }

    /// <summary>How many of them start an instance.</summary>
    public int ClientStarts { get; private set; }

    /// <summary>The instance of the last of them.</summary>
    public string LastClientInstance { get; private set; } = "";

    public Task<OwnershipLostException> Lost => journal.Lost;

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) =>
        journal.OpenAsync(onLine, cancellationToken);

    public Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => journal.ReadAsync(onLine, cancellationToken);

    public async Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (Write(lines)) return 0;
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }

    public void Fence()
    {
        lock (_gate) _fenced = true;
    }

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Fence();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether the engine gets to know that the lines were written.</summary>
    private bool Write(ReadOnlyMemory<byte> lines)
    {
        lock (_gate)
        {
            if (_fenced) return false;
            _ = journal.AppendAsync(lines, CancellationToken.None);
            var hasTurn = false;
            JournalText.ForEachLine(lines, line =>
            {
                var read = LineReader.Read(line)!;
                hasTurn |= read.Turn is not null || read.Rewinding is not null;
                if (!read.Purged && read.Message is not { SentBy: 0 }) return;
                ClientLines++;
                if (read.Message?.Event is HistoryEvent.Started) ClientStarts++;
                LastClientInstance = read.InstanceId;
            });
            if (!hasTurn || !fenceAfterTurn) return true;
            _fenced = true;
        }
        _turnWritten.SetResult();
        return false;
    }
}
