using System.Buffers;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>
/// Group commit: while one append is under way, the lines of all instances gather for the next. However many instances
/// there are, there is one append at a time.
/// </summary>
internal sealed class JournalWriter(IJournalStore store, Action<Exception> onLost, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private Batch _gathering = new();

    /// <summary>The batch that was written last, for its buffer.</summary>
    private Batch? _spare;
    private bool _appending;
    private Task _appends = Task.CompletedTask;

    /// <summary>
    /// Adds lines to the next append. The task ends when they are durable, with the segment that holds them; it never
    /// ends when the task hub is lost, so that nothing acts on what was not written.
    /// </summary>
    public Task<int> AppendAsync(ReadOnlySpan<byte> lines) => AppendAsync([], lines);

    /// <summary>The same for messages, and behind them the line that they count with.</summary>
    public Task<int> AppendAsync(ReadOnlySpan<byte> messages, ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            _gathering.Add(messages);
            _gathering.Add(line);
            var durable = _gathering.Durable.Task;
            if (!_appending)
            {
                _appending = true;
                _appends = Task.Run(AppendLoopAsync, CancellationToken.None);
            }
            return durable;
        }
    }

    /// <summary>Ends when nothing waits to be written.</summary>
    public Task DrainAsync()
    {
        lock (_gate) return _appends;
    }

    private async Task AppendLoopAsync()
    {
        while (true)
        {
            Batch batch;
            lock (_gate)
            {
                batch = _gathering;
                if (batch.Lines.WrittenCount == 0)
                {
                    _appending = false;
                    return;
                }
                _gathering = _spare ?? new Batch();
                _spare = null;
            }
            try
            {
                var segment = await store.AppendAsync(batch.Lines.WrittenMemory, stopping);
                batch.Durable.SetResult(segment);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                onLost(e);
                return;
            }
            lock (_gate) _spare = batch.Recycle();
        }
    }

    private sealed class Batch
    {
        private const int KeptCapacityBytes = 4 * 1024 * 1024;

        public ArrayBufferWriter<byte> Lines { get; private set; } = new(64 * 1024);

        public TaskCompletionSource<int> Durable { get; private set; } = NewSource();

        public void Add(ReadOnlySpan<byte> lines)
        {
            lines.CopyTo(Lines.GetSpan(lines.Length));
            Lines.Advance(lines.Length);
        }

        /// <summary>The buffer for another round, unless it has grown out of the ordinary.</summary>
        public Batch? Recycle()
        {
            if (Lines.Capacity > KeptCapacityBytes) return null;
            Lines.ResetWrittenCount();
            Durable = NewSource();
            return this;
        }

        private static TaskCompletionSource<int> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
