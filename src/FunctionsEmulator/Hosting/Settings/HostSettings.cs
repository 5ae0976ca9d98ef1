using FunctionsEmulator.Durable;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>What host.json and the settings over it say.</summary>
internal sealed record HostSettings
{
    private static readonly int DefaultConcurrency = 10 * Environment.ProcessorCount;

    /// <summary>What all HTTP routes begin with; empty for nothing.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>The task hub's name.</summary>
    public required string HubName { get; init; }

    /// <summary>Activities that run at once.</summary>
    public int MaxConcurrentActivityFunctions { get; init; } = DefaultConcurrency;

    /// <summary>Orchestrators that run at once.</summary>
    public int MaxConcurrentOrchestratorFunctions { get; init; } = DefaultConcurrency;

    /// <summary>The version of orchestrations that are started without one, and of this host; null for none.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Which versions this host runs.</summary>
    public VersionMatch VersionMatch { get; init; } = VersionMatch.CurrentOrOlder;

    /// <summary>What becomes of the others.</summary>
    public VersionFailure VersionFailure { get; init; } = VersionFailure.Reject;

    /// <summary>Log levels by category.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
