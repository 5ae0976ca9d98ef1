using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable;

/// <summary>A turn of the past: when it was, what came in and what the code decided then.</summary>
internal sealed record ReplayTurn(DateTimeOffset At, IReadOnlyList<HistoryEvent> Inputs, IReadOnlyList<Decision> Decisions)
{
    /// <summary>After the last turn of a rewound history: results that the code may still ask for.</summary>
    public IReadOnlyList<KeptResult> Kept { get; init; } = [];
}
