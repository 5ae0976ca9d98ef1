namespace FunctionsEmulator.Durable.Events;

/// <summary>An event that is in the journal before anyone acts on it: a start, an event, a child's answer, a command.</summary>
/// <param name="Sequence">Unique in the task hub, counting up within an epoch.</param>
/// <param name="InstanceId">The instance it is for.</param>
/// <param name="Event">What it says.</param>
internal sealed record Message(long Sequence, string InstanceId, HistoryEvent Event)
{
    /// <summary>The turn that sent it; the message counts only if that turn is in the journal too. 0 for a client's.</summary>
    public long SentBy { get; init; }

    /// <summary>The segment of the journal that holds it.</summary>
    public int Segment { get; set; }

    /// <summary>Set when its instance has taken it, so that a second delivery is known as one.</summary>
    public bool Consumed { get; set; }
}
