using System.Text.Json.Serialization;
using FanOut.Jobs;

namespace FanOut.Results;

/// <summary>The last blob of a job: what was asked, what came of it, and what it cost.</summary>
public sealed record Manifest
{
    [JsonPropertyName("job")] public required Job Job { get; init; }
    [JsonPropertyName("durationsMs")] public DurationPercentiles? DurationsMs { get; init; }
    [JsonPropertyName("results")] public required ResultsFile Results { get; init; }

    /// <summary>URLs by host, of the fifty with the most.</summary>
    [JsonPropertyName("hosts")] public required IReadOnlyDictionary<string, int> Hosts { get; init; }

    /// <summary>The version of the app.</summary>
    [JsonPropertyName("version")] public required string Version { get; init; }

    [JsonPropertyName("receipt")] public required Receipt Receipt { get; init; }
}
