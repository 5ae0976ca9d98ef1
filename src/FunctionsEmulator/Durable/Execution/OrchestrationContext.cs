using System.Text;
using FunctionsEmulator.Durable.Events;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>What an orchestrator's code sees. Every call becomes a decision of its <see cref="OrchestrationRun"/>.</summary>
internal sealed class OrchestrationContext(OrchestrationRun run, string instanceId, ILoggerFactory loggers) : TaskOrchestrationContext
{
    /// <summary>Azure's limit for a custom status, in bytes of UTF-16.</summary>
    private const int MaxCustomStatusBytes = 16 * 1024;

    private int _guids;

    public override TaskName Name => run.Started.Name;

    public override string InstanceId => instanceId;

    public override string Version => run.Started.Version ?? string.Empty;

    public override ParentOrchestrationInstance? Parent { get; } = run.Started.Parent is { } parent
        ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId)
        : null;

    public override DateTime CurrentUtcDateTime => run.Now;

    public override bool IsReplaying => run.IsReplaying;

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T GetInput<T>() => run.Started.Input is null ? default! : run.Converter.Deserialize<T>(run.Started.Input)!;

    /// <summary>The input as a type that is known only at run time.</summary>
    public object? GetInput(Type type) => run.Converter.Deserialize(run.Started.Input, type);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var serialized = Payloads.Serialize(run.Converter, input);
        return options?.Retry is { } retry
            ? Retries.RunAsync(this, retry, () => CallActivityOnce<TResult>(name, serialized))
            : CallActivityOnce<TResult>(name, serialized);
    }

    private Task<TResult> CallActivityOnce<TResult>(TaskName name, string? input)
    {
        var task = run.Schedule<TResult>(DecisionKind.Activity, name.Name, input);
        run.Outgoing.Add(task.Kept is null ? new Effect.RunActivity(task) : new Effect.Answer(task));
        return task.Task;
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var serialized = Payloads.Serialize(run.Converter, input);
        return options?.Retry is { } retry
            ? Retries.RunAsync(this, retry, () => CallSubOrchestratorOnce<TResult>(orchestratorName, serialized, options))
            : CallSubOrchestratorOnce<TResult>(orchestratorName, serialized, options);
    }

    private Task<TResult> CallSubOrchestratorOnce<TResult>(TaskName name, string? input, TaskOptions? options)
    {
        var childOptions = options as SubOrchestrationOptions;
        var childId = childOptions?.InstanceId ?? NewGuid().ToString("N");
        var task = run.Schedule<TResult>(DecisionKind.SubOrchestration, name.Name, input, childId: childId);
        run.Outgoing.Add(task.Kept is not null ? new Effect.Answer(task) : new Effect.Send(childId, new HistoryEvent.Started(name.Name, input, new DateTimeOffset(CurrentUtcDateTime))
        {
            Parent = new ParentTask(InstanceId, Name.Name, task.Id),
            Version = (childOptions?.Version ?? options?.Version)?.Version ?? run.DefaultVersion,
            Tags = options?.Tags?.AsReadOnly(),
            TraceParent = run.Trace?.TraceParent,
        })
        {
            TaskId = task.Id,
        });
        return task.Task;
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var task = run.Schedule<object?>(DecisionKind.Timer, "timer", null, fireAt.ToUniversalTime());
        run.Outgoing.Add(new Effect.StartTimer(task));
        await using var registration = cancellationToken.Register(() =>
        {
            if (!run.Close(task.Id)) return;
            run.Decisions.Add(new Decision(DecisionKind.CancelTimer, task.Id, string.Empty, 0));
            run.Outgoing.Add(new Effect.CancelTimer(task.Id));
            task.Cancel(cancellationToken);
        });
        await task.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        run.EnsureInTurn();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var source = new TaskCompletionSource<T>();
        run.Events.Wait(eventName, new ExternalEvents.Waiter(typeof(T), payload =>
        {
            if (source.Task.IsCompleted) return false;
            try
            {
                return source.TrySetResult(payload is null ? default! : run.Converter.Deserialize<T>(payload)!);
            }
            catch (Exception e)
            {
                return source.TrySetException(e);
            }
        }));
        // Only now: what was kept is there for a waiter that has been cancelled, too.
        if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        return source.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        run.EnsureInTurn();
        var serialized = Payloads.Serialize(run.Converter, payload);
        var taskId = run.NextTaskId();
        run.Decisions.Add(new Decision(DecisionKind.SendEvent, taskId, eventName, OrchestrationRun.HashOf(serialized), instanceId));
        run.Outgoing.Add(new Effect.Send(instanceId, new HistoryEvent.EventRaised(eventName, serialized)) { TaskId = taskId });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        var serialized = run.Converter.Serialize(customStatus);
        if (serialized is not null && Encoding.Unicode.GetByteCount(serialized) > MaxCustomStatusBytes)
        {
            throw new ArgumentException(
                $"The custom status is {Encoding.Unicode.GetByteCount(serialized):N0} bytes of UTF-16; at most {MaxCustomStatusBytes:N0} are allowed. Store larger data elsewhere and put a reference here.",
                nameof(customStatus));
        }
        run.SetCustomStatus(serialized);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        run.EnsureInTurn();
        run.ContinueAsNew = options;
    }

    public override Guid NewGuid()
    {
        run.EnsureInTurn();
        return DeterministicGuid.Create($"{InstanceId}_{CurrentUtcDateTime:O}_{_guids++}");
    }
}
