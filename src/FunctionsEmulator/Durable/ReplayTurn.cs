using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable;

/// <summary>A turn of the past: when it was, what came in and what the code decided then.</summary>
internal sealed record ReplayTurn(DateTimeOffset At, IReadOnlyList<HistoryEvent> Inputs, IReadOnlyList<Decision> Decisions);
