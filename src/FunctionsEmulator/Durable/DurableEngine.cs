using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.History;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Durable;

/// <summary>
/// The durable engine of one task hub: its instances, their journal, activities and timers. See docs/architecture.md for
/// what is written when.
/// </summary>
internal sealed partial class DurableEngine : IAsyncDisposable
{
    private readonly IJournalStore _store;
    private readonly JournalReader _reader;
    private readonly TaskCatalog _catalog;
    private readonly DataConverter _converter;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly InstanceTable _instances = new();
    private readonly LazyFlusher _flusher;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;
    private int _lastSegment;
    private int _disposed;

    public DurableEngine(TaskCatalog catalog, IJournalStore store, EngineOptions options, DataConverter converter, TimeProvider clock, ILoggerFactory loggers)
    {
        _catalog = catalog;
        _store = store;
        _reader = new JournalReader(store, _stopping.Token);
        _converter = converter;
        _loggers = loggers;
        _log = loggers.CreateLogger<DurableEngine>();
        Options = options;
        Clock = clock;
        Throttle = new SemaphoreSlim(options.MaxConcurrentOrchestrators);
        Timers = new TimerQueue(clock);
        Journal = new JournalWriter(store, Lose, _stopping.Token);
        Activities = new ActivityDispatcher(catalog, options, converter, Pool, Busy, _stopping.Token);
        _flusher = new LazyFlusher(clock, options.LazyFlushDelay);
        Client = new EngineClient(this, options.HubName);
    }

    public EngineOptions Options { get; }
    public TimeProvider Clock { get; }
    public SemaphoreSlim Throttle { get; }
    public TimerQueue Timers { get; }
    public BusyCount Busy { get; } = new();

    public PoolQueue Pool { get; } = new();
    public JournalWriter Journal { get; }
    public ActivityDispatcher Activities { get; }
    public DataConverter Converter => _converter;
    public InstanceTable Instances => _instances;

    /// <summary>The client that functions are given.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>Ends, with the reason, when this process can no longer act on the task hub; the host has to stop then.</summary>
    public Task<Exception> Lost => _lost.Task;

    /// <summary>Takes the task hub, rebuilds its instances from the journal, and lets them go on.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var recovery = new Recovery(_log);
        var epoch = await _store.OpenAsync(recovery.OnLine, cancellationToken);
        _sequence = epoch << EpochShift;
        _ = LoseWithStoreAsync();

        // All are there before the first one moves: what it sends to another must find it, and come after what that had.
        var restored = recovery.Instances.Values.Select(recovered => (Restore(recovered), recovered)).ToList();
        foreach (var (instance, recovered) in restored)
        {
            if (recovered.Started is not null) instance.Recover(recovered.Started, recovered);
            instance.Release();
        }
    }

    /// <summary>Stops acting: what is under way goes on after the next start.</summary>
    /// <param name="cancellationToken">Gives up waiting for a storage that is away; what it has not got is as if the process had been killed.</param>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _disposed) == 0 ? StopActingAsync(cancellationToken) : Task.CompletedTask;

    private async Task StopActingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Journal.DrainAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogNotDrained(_log);
        }
        await _stopping.CancelAsync();
        Timers.Dispose();
        _flusher.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await StopActingAsync(CancellationToken.None);
        await _store.DisposeAsync();
        Throttle.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Sequences of a later epoch are above all of an earlier one: 2^40 of them last for decades.</summary>
    private const int EpochShift = 40;

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public bool HasOrchestrator(string name) => _catalog.Orchestrators.ContainsKey(name);

    public OrchestrationRun NewRun(Instance instance, HistoryEvent.Started started) => NewRun(instance.Id, started, instance.OnForeignContinuation);

    private OrchestrationRun NewRun(string instanceId, HistoryEvent.Started started, Action<OrchestrationRun> onForeignContinuation) => new(
        _catalog.Orchestrators.GetValueOrDefault(started.Name), instanceId, started, _converter, _loggers, onForeignContinuation)
    {
        DefaultVersion = Options.DefaultVersion,
    };

    public void FlushLater(Instance instance) => _flusher.Add(instance);

    /// <summary>Writes messages to the journal, then delivers them. Ends when they are durable.</summary>
    public async Task PostAsync(string instanceId, HistoryEvent historyEvent)
    {
        Busy.Begin();
        try
        {
            var message = new Message(NextSequence(), instanceId, historyEvent);
            Task<int> durable;
            using (var line = LineWriter.Rent()) durable = Journal.AppendAsync(line.Message(message).Span);
            Route(message, await durable);
        }
        finally
        {
            Busy.End();
        }
    }

    /// <summary>Delivers a message that is in the journal; one for an instance that is not there is dropped.</summary>
    public void Route(Message message, int segment)
    {
        OnSegment(segment);
        message.Segment = segment;
        if (message.Event is HistoryEvent.Started started)
        {
            var instance = _instances.GetOrAdd(message.InstanceId, id => new Instance(this, id, InstanceState.Pending(id, started)));
            if (instance.FirstSegment == 0 || instance.State.IsFinal) instance.FirstSegment = segment;
            instance.Start(message, started);
        }
        else if (_instances.Find(message.InstanceId) is { } instance)
        {
            if (message.Event is HistoryEvent.Rewound) instance.Rewind(message);
            else if (!instance.State.IsFinal) instance.Deliver(message);
        }
    }

    /// <summary>Removes ended instances for good.</summary>
    public async Task PurgeAsync(IReadOnlyCollection<Instance> instances)
    {
        Task<int> durable = Task.FromResult(_lastSegment);
        using (var line = LineWriter.Rent())
        {
            foreach (var instance in instances) durable = Journal.AppendAsync(line.Purge(instance.Id, NextSequence()).Span);
        }
        OnSegment(await durable);
        foreach (var instance in instances) _instances.Remove(instance);
    }

    /// <summary>What the journal tells of an instance, see <see cref="InstanceHistory"/>.</summary>
    public Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken) =>
        InstanceHistory.ReadAsync(_reader, instanceId, started => NewRun(instanceId, started, static _ => { }), cancellationToken);

    /// <summary>How an instance last started, or continued as new, and its turns since then.</summary>
    public Task<Generation?> ReadGenerationAsync(string instanceId) => LastGeneration.ReadAsync(_reader, instanceId, _stopping.Token);

    public void OnNotRewound(string instanceId, string reason) => LogNotRewound(_log, instanceId, reason);

    /// <summary>Gives the task hub up: another process has it, or the engine itself has failed.</summary>
    public void Lose(Exception reason)
    {
        // What fails while the engine stops, fails because it stops.
        if (_stopping.IsCancellationRequested || !_lost.TrySetResult(reason)) return;
        LogLost(_log, reason, Options.HubName);
        _stopping.Cancel();
    }

    private async Task LoseWithStoreAsync() => Lose(await _store.Lost);

    private Instance Restore(RecoveredInstance recovered)
    {
        var instance = new Instance(this, recovered.State.InstanceId, recovered.State) { FirstSegment = recovered.FirstSegment };
        instance.Hold();
        foreach (var message in recovered.Unconsumed.Values) instance.Deliver(message);
        return _instances.GetOrAdd(instance.Id, _ => instance);
    }

    /// <summary>
    /// When a new segment begins, the ones that no instance needs any more go. The last one stays: it may hold messages that
    /// are still on their way to their instance.
    /// </summary>
    private void OnSegment(int segment)
    {
        var last = Volatile.Read(ref _lastSegment);
        if (segment <= last || Interlocked.CompareExchange(ref _lastSegment, segment, last) != last) return;
        _ = TrimAsync(Math.Min(segment - 1, _instances.FirstSegment(segment)));
    }

    private async Task TrimAsync(int firstNeeded)
    {
        try
        {
            await _store.TrimAsync(firstNeeded, _stopping.Token);
        }
        catch (Exception e)
        {
            LogTrimFailed(_log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Task hub '{HubName}' is lost to this process; it stops.")]
    private static partial void LogLost(ILogger log, Exception reason, string hubName);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Storage is away, so the last of the work could not be written; it is done again after the next start.")]
    private static partial void LogNotDrained(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The instance '{InstanceId}' cannot be rewound: {Reason}.")]
    private static partial void LogNotRewound(ILogger log, string instanceId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old journal segments could not be removed; the next new segment tries again.")]
    private static partial void LogTrimFailed(ILogger log, Exception reason);
}
