using FanOut.Jobs;
using FanOut.Orchestration;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Simulator;

/// <summary>
/// One job on a modelled backend: the real orchestrators, fed as it would feed them. Each wake brings at most
/// <see cref="MessagesPerWake"/> messages and replays the whole history; the code itself runs once, which decides the same.
/// </summary>
internal sealed class Simulation(Setting setting, Backend backend)
{
    public const int MessagesPerWake = 32;

    /// <summary>Of a wake, and of each event that it replays; the sort of figures seen on one core.</summary>
    private const double WakeSeconds = 0.002, ReplaySeconds = 0.00002;

    private const string JobId = "0000000000000000deadbeef";
    private static readonly DateTimeOffset s_start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DataConverter s_converter = JsonDataConverter.Default;

    private readonly Agenda _agenda = new();
    private readonly Totals _totals = new();
    private readonly Answers _answers = new(s_converter);
    private readonly Dictionary<string, SimulatedInstance> _instances = new(StringComparer.Ordinal);
    private readonly Queue<(SimulatedInstance Instance, OpenTask Task)> _waiting = new();
    private int _freeActivities = setting.ActivitiesPerInstance;
    private int _fetches;
    private double _backendFree;
    private double _coreFree;
    private int _running = 1;

    private DateTimeOffset Clock => s_start.AddSeconds(_agenda.Now);

    public Totals Run()
    {
        for (var i = 1; i < setting.Instances; i++) _agenda.At(i * Setting.ColdStartSeconds, AddInstance);
        Send(JobId, new HistoryEvent.Started(JobOrchestrator.Name, s_converter.Serialize(InputOf(setting)), s_start));
        while (_agenda.Next())
        {
        }
        if (!_instances[JobId].HasEnded) throw new InvalidOperationException("The simulated job hangs.");
        return _totals;
    }

    private static JobInput InputOf(Setting setting)
    {
        var lines = new LineIndexBuilder();
        for (var i = 0; i < setting.Urls; i++) lines.Add(40);
        return new JobInput
        {
            Options = new JobOptions { BatchSize = setting.BatchSize, MaxConcurrency = setting.MaxConcurrency },
            Total = setting.Urls,
            Lines = lines.Build(),
            CreatedAt = s_start,
        };
    }

    private void AddInstance()
    {
        _running++;
        _freeActivities += setting.ActivitiesPerInstance;
        StartActivities();
    }

    /// <summary>Has the backend do so many operations; when they are done.</summary>
    private double Operate(double count)
    {
        _totals.Operations += count;
        _backendFree = Math.Max(_agenda.Now, _backendFree) + count / backend.OperationsPerSecond;
        return _backendFree + backend.HopSeconds;
    }

    private void Send(string instanceId, HistoryEvent message) => _agenda.At(Operate(backend.PerMessage), () => Deliver(instanceId, message));

    private void Deliver(string instanceId, HistoryEvent message)
    {
        if (!_instances.TryGetValue(instanceId, out var instance)) _instances[instanceId] = instance = new SimulatedInstance(instanceId);
        if (instance.HasEnded) return;
        instance.Inbox.Enqueue(message);
        if (instance.IsAwake) return;
        instance.IsAwake = true;
        _agenda.At(_agenda.Now, () => Wake(instance));
    }

    private void Wake(SimulatedInstance instance)
    {
        var messages = Math.Min(instance.Inbox.Count, MessagesPerWake);
        _totals.Wakes++;
        _totals.ReplayedEvents += instance.Rows;
        _coreFree = Math.Max(_agenda.Now, _coreFree) + (WakeSeconds + instance.Rows * ReplaySeconds) / _running;
        var before = instance.Rows;
        var effects = new List<Effect>();
        for (var i = 0; i < messages && !instance.HasEnded; i++) Feed(instance, instance.Inbox.Dequeue(), effects);
        var saved = Operate(backend.PerWake + Math.Max(0, instance.Rows - before) * backend.PerRowWritten);
        _agenda.At(Math.Max(saved, _coreFree), () => Saved(instance, effects));
    }

    private void Feed(SimulatedInstance instance, HistoryEvent message, List<Effect> effects)
    {
        if (message is HistoryEvent.Started started)
        {
            if (started.Parent is not null || _totals.Orchestrations == 0) _totals.Orchestrations++;
            instance.Run = new OrchestrationRun(
                string.Equals(started.Name, JobOrchestrator.Name, StringComparison.Ordinal) ? async context => await JobOrchestrator.RunAsync(context) : async context => await BatchOrchestrator.RunAsync(context),
                instance.Id, started, s_converter, NullLoggerFactory.Instance, _ => throw new InvalidOperationException("Code left its turn."));
        }
        var run = instance.Run!;
        run.Feed(message, Clock, replaying: false);
        Count(instance, 1 + run.Outgoing.Count(effect => effect is not Effect.CancelTimer));
        effects.AddRange(run.Outgoing);
        run.Outgoing.Clear();
        run.Decisions.Clear();
        if (run.End is not { } end) return;
        Count(instance, 1);
        instance.Rows = end.ContinuesAsNew ? 0 : instance.Rows;
        if (end.ContinuesAsNew)
        {
            effects.Add(new Effect.Send(instance.Id, run.NextGeneration(Clock)));
            effects.AddRange(run.UnreadEvents().Select(unread => new Effect.Send(instance.Id, unread)));
            return;
        }
        instance.HasEnded = true;
        if (end.Failure is not null) throw new InvalidOperationException($"'{instance.Id}' failed: {end.Failure.ErrorMessage}");
        if (run.Started.Parent is { } parent) effects.Add(new Effect.Send(parent.InstanceId, end.AnswerTo(parent)));
        else _totals.Seconds = _agenda.Now;
    }

    private void Count(SimulatedInstance instance, int rows)
    {
        instance.Rows += rows;
        _totals.HistoryEvents += rows;
        if (string.Equals(instance.Id, JobId, StringComparison.Ordinal)) _totals.LongestJobHistory = Math.Max(_totals.LongestJobHistory, instance.Rows);
        else _totals.LongestBatchHistory = Math.Max(_totals.LongestBatchHistory, instance.Rows);
    }

    private void Saved(SimulatedInstance instance, List<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Send send:
                    Send(send.InstanceId, send.Event);
                    break;
                case Effect.RunActivity activity:
                    _totals.Activities++;
                    _agenda.At(Operate(backend.PerActivity), () => Enqueue(instance, activity.Task));
                    break;
                case Effect.StartTimer timer:
                    Operate(backend.PerTimer);
                    var id = timer.Task.Id;
                    _agenda.At((new DateTimeOffset(timer.Task.DueAt) - s_start).TotalSeconds, () => Fire(instance, id));
                    break;
            }
        }
        if (instance.HasEnded) instance.Run = null;
        if (instance.Inbox.Count > 0 && !instance.HasEnded) _agenda.At(_agenda.Now, () => Wake(instance));
        else instance.IsAwake = false;
    }

    private void Fire(SimulatedInstance instance, int timerId)
    {
        if (instance.Run?.DueAt(timerId) is not null) Send(instance.Id, new HistoryEvent.TimerFired(timerId));
    }

    private void Enqueue(SimulatedInstance instance, OpenTask task)
    {
        _waiting.Enqueue((instance, task));
        StartActivities();
    }

    private void StartActivities()
    {
        while (_freeActivities > 0 && _waiting.TryDequeue(out var next))
        {
            _freeActivities--;
            var (instance, task) = next;
            var isFetch = string.Equals(task.Name, ActivityNames.Fetch, StringComparison.Ordinal);
            if (isFetch) _totals.MostFetches = Math.Max(_totals.MostFetches, ++_fetches);
            _agenda.At(_agenda.Now + (isFetch ? setting.FetchSeconds(_answers.IndexOf(task)) : setting.StorageSeconds), () => End(instance, task, isFetch));
        }
    }

    private void End(SimulatedInstance instance, OpenTask task, bool isFetch)
    {
        _freeActivities++;
        if (isFetch) _fetches--;
        Send(instance.Id, new HistoryEvent.TaskCompleted(task.Id, _answers.To(task)));
        StartActivities();
    }
}
