namespace FunctionsEmulator.Durable.Events;

internal enum DecisionKind
{
    Activity,
    SubOrchestration,
    Timer,
    CancelTimer,
    SendEvent,
}
