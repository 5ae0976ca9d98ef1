namespace FunctionsEmulator.Durable;

/// <summary>How an engine runs: the throttles of host.json and the modes that tests use.</summary>
internal sealed record EngineOptions
{
    /// <summary>The task hub's name; instances of one hub never see those of another.</summary>
    public string HubName { get; init; } = "default";

    /// <summary>Activities that run at once; more wait their turn in order.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrator turns that execute at once.</summary>
    public int MaxConcurrentOrchestrators { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>The version of orchestrations, children too, that are started without one; also what this host is, to <see cref="VersionMatch"/>.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Which instances this host runs; where it has no version of its own, all.</summary>
    public VersionMatch VersionMatch { get; init; } = VersionMatch.CurrentOrOlder;

    /// <summary>What becomes of the others.</summary>
    public VersionFailure VersionFailure { get; init; }

    /// <summary>Replays the whole history in every turn, as Azure does without extended sessions, and fails on any difference.</summary>
    public bool ReplayEveryTurn { get; init; }

    /// <summary>Delivers every activity, event, completion and timer twice, as at-least-once delivery may.</summary>
    public bool DeliverTwice { get; init; }

    /// <summary>How long an input on which nothing depends yet may stay out of the journal.</summary>
    public TimeSpan LazyFlushDelay { get; init; } = TimeSpan.FromMilliseconds(10);
}
