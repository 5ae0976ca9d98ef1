using System.Diagnostics;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Tracing;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable;

/// <summary>Runs activities, as many at once as host.json allows; the others wait in order.</summary>
internal sealed class ActivityDispatcher(
    TaskCatalog catalog, EngineOptions options, DataConverter converter, PoolQueue pool, BusyCount busy, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private readonly Queue<Work> _waiting = new();
    private readonly int _deliveries = options.DeliverTwice ? 2 : 1;
    private int _running;

    /// <summary>Runs an activity as soon as there is room; its answer is given to the instance.</summary>
    public void Dispatch(Instance instance, int generation, OpenTask task)
    {
        busy.Begin();
        var work = new Work(this, instance, generation, task);
        lock (_gate)
        {
            if (_running >= options.MaxConcurrentActivities)
            {
                _waiting.Enqueue(work);
                return;
            }
            _running++;
        }
        pool.Add(work);
    }

    private void OnDone()
    {
        Work? next;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out next)) _running--;
        }
        if (next is not null) pool.Add(next);
        busy.End();
    }

    private async Task<HistoryEvent?> InvokeAsync(Instance instance, OpenTask task)
    {
        if (!catalog.Activities.TryGetValue(task.Name, out var function))
        {
            return new HistoryEvent.TaskFailed(task.Id, Failures.NotFound(TaskErrors.ActivityNotFound, "activity", task.Name));
        }
        using var span = DurableSpans.StartActivity(instance.Id, task);
        try
        {
            var result = await function(new ActivityInvocation(instance.Id, task.Name, task.Id, task.Input, converter, stopping));
            return new HistoryEvent.TaskCompleted(task.Id, Payloads.Serialize(converter, result));
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The host stops: the task stays unanswered and runs again after the restart.
            return null;
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            return new HistoryEvent.TaskFailed(task.Id, Failures.OfActivity(e));
        }
    }

    private sealed class Work(ActivityDispatcher dispatcher, Instance instance, int generation, OpenTask task) : IThreadPoolWorkItem
    {
        public void Execute() => _ = RunAsync();

        private async Task RunAsync()
        {
            for (var delivery = 0; delivery < dispatcher._deliveries; delivery++)
            {
                if (await dispatcher.InvokeAsync(instance, task) is { } answer) instance.Deliver(generation, answer);
            }
            dispatcher.OnDone();
        }
    }
}
