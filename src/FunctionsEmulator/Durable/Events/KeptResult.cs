namespace FunctionsEmulator.Durable.Events;

/// <summary>
/// The result of a task whose place in the history went with a failure that a rewind dropped. The code gets it when it
/// decides on that task again, so that what has succeeded does not run twice.
/// </summary>
internal sealed record KeptResult(DecisionKind Kind, string Name, uint Hash, string? Result);
