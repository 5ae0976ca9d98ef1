using System.Text.Json.Serialization;

namespace FanOut.Cli.Jobs;

/// <summary>How far the telling of a job's end is.</summary>
internal sealed record CallbackSnapshot
{
    [JsonPropertyName("url")] public required string Url { get; init; }
    [JsonPropertyName("status")] public required string Status { get; init; }
    [JsonPropertyName("attempts")] public int Attempts { get; init; }
    [JsonPropertyName("lastError")] public string? LastError { get; init; }

    /// <summary>The first attempt is still under way.</summary>
    [JsonIgnore] public bool IsOnItsWay => Status is "pending" && Attempts == 0;
}
