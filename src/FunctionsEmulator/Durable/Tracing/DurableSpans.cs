using System.Diagnostics;
using System.Runtime.CompilerServices;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable.Tracing;

/// <summary>The engine's spans, with the source, names and tags of the real one.</summary>
internal static class DurableSpans
{
    public const string SourceName = "Microsoft.DurableTask";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>The start of an instance by a client, to be ended when the start is durable; null when nobody listens.</summary>
    public static Activity? StartCreation(string orchestrator, string instanceId) =>
        s_source.StartActivity($"create_orchestration:{orchestrator}", ActivityKind.Producer)?
            .SetTag("durabletask.type", "orchestration")
            .SetTag("durabletask.task.name", orchestrator)
            .SetTag("durabletask.task.instance_id", instanceId);

    /// <summary>One run of an activity, to be ended with it; null when nobody listens.</summary>
    public static Activity? StartActivity(string instanceId, OpenTask task)
    {
        if (task.Trace is null) return null;
        return s_source.StartActivity($"activity:{task.Name}", ActivityKind.Server, task.Trace.Own)?
            .SetTag("durabletask.type", "activity")
            .SetTag("durabletask.task.name", task.Name)
            .SetTag("durabletask.task.instance_id", instanceId)
            .SetTag("durabletask.task.task_id", task.Id);
    }

    /// <summary>Tells of a generation of an orchestration, once its end is durable: replay never comes here.</summary>
    public static void OrchestrationEnded(string instanceId, OrchestrationRun run, TurnEnd end, DateTimeOffset at)
    {
        var started = run.Started;
        if (run.Trace is not { } trace) return;
        using var span = s_source.CreateActivity($"orchestration:{started.Name}", ActivityKind.Server, trace.Parent);
        if (span is null) return;
        span.SetTag("durabletask.type", "orchestration")
            .SetTag("durabletask.task.name", started.Name)
            .SetTag("durabletask.task.instance_id", instanceId)
            .SetTag("durabletask.task.status", end.ContinuesAsNew ? "ContinuedAsNew" : end.Status.ToString())
            .SetStartTime((started.StartAt ?? started.CreatedAt).UtcDateTime);
        if (end.Status == OrchestrationRuntimeStatus.Failed) span.SetStatus(ActivityStatusCode.Error);
        span.Start();
        // Its children know it by this id, which an activity can only be given after its start.
        SpanId(span) = trace.Own.SpanId.ToHexString();
        Id(span) = null;
        span.SetEndTime(at.UtcDateTime);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanId(Activity activity);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_id")]
    private static extern ref string? Id(Activity activity);
}
