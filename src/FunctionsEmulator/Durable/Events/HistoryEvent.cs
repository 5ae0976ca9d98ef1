using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.Events;

/// <summary>Something an orchestrator was given. Its history is these, in the order it saw them.</summary>
internal abstract record HistoryEvent
{
    /// <summary>The first event of every generation of an instance.</summary>
    public sealed record Started(string Name, string? Input, DateTimeOffset CreatedAt) : HistoryEvent
    {
        public ParentTask? Parent { get; init; }
        public DateTimeOffset? StartAt { get; init; }
        public string? Version { get; init; }
        public IReadOnlyDictionary<string, string>? Tags { get; init; }

        /// <summary>The span that started it, as a W3C <c>traceparent</c>.</summary>
        public string? TraceParent { get; init; }
    }

    /// <summary>An activity or a sub-orchestration answered.</summary>
    public sealed record TaskCompleted(int TaskId, string? Result) : HistoryEvent;

    /// <summary>An activity or a sub-orchestration failed.</summary>
    public sealed record TaskFailed(int TaskId, TaskFailureDetails Failure) : HistoryEvent;

    public sealed record TimerFired(int TaskId) : HistoryEvent;

    public sealed record EventRaised(string Name, string? Payload) : HistoryEvent;

    public sealed record Suspended(string? Reason) : HistoryEvent;

    public sealed record Resumed(string? Reason) : HistoryEvent;

    public sealed record Terminated(string? Output, bool Recursive) : HistoryEvent;

    /// <summary>Asks a failed instance to go on from where it was before its failures.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Parent">The task that a child answers from now on; null keeps the one it had.</param>
    public sealed record Rewound(string? Reason, ParentTask? Parent) : HistoryEvent;
}
