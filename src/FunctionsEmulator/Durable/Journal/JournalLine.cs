using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>A line of the journal: a message, a turn, a rewind, or the purge of an instance.</summary>
internal sealed record JournalLine
{
    public required string InstanceId { get; init; }
    public required long Sequence { get; init; }
    public Message? Message { get; init; }
    public Turn? Turn { get; init; }
    public Rewinding? Rewinding { get; init; }
    public bool Purged { get; init; }
}
