using System.Text.Json.Serialization;

namespace FanOut.Jobs;

/// <summary>A page of the list of jobs, newest first.</summary>
public sealed record JobPage(
    [property: JsonPropertyName("jobs")] IReadOnlyList<Job> Jobs,
    [property: JsonPropertyName("continuationToken")] string? ContinuationToken);
