namespace Microsoft.DurableTask.Entities;

/// <summary>How an entity is signalled.</summary>
public record SignalEntityOptions
{
    /// <summary>When the signal is to arrive; null (the default) for at once.</summary>
    public DateTimeOffset? SignalTime { get; init; }

    /// <summary>A signal that is to arrive at a time.</summary>
    public static implicit operator SignalEntityOptions(DateTimeOffset value) => new() { SignalTime = value };

    /// <summary>Options for true, none for anything else.</summary>
    public static implicit operator SignalEntityOptions?(bool? value) => value is true ? new() : null;
}
