namespace FunctionsEmulator.Durable.Events;

/// <summary>
/// A rewind as the journal tells it: the history that the instance goes on from, in one line, so that it is there as a
/// whole or not at all.
/// </summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Sequence">Unique in the task hub; the first turn after it names it as the one before.</param>
/// <param name="At">When it was rewound.</param>
/// <param name="Message">The message that asked for it.</param>
/// <param name="Reason">Why, as that message said.</param>
/// <param name="Started">How the instance started, with the task of its parent that it answers now.</param>
/// <param name="Turns">Its turns without failures and without what followed from them.</param>
internal sealed record Rewinding(
    string InstanceId, long Sequence, DateTimeOffset At, long Message, string? Reason, HistoryEvent.Started Started, IReadOnlyList<ReplayTurn> Turns);
