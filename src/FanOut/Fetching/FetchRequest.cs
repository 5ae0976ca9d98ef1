using System.Text.Json.Serialization;
using FanOut.Jobs;

namespace FanOut.Fetching;

/// <summary>
/// The input of the Fetch activity: one URL with what it needs of the job's options. It is stored in the instance's
/// history for every URL, so members at their defaults are left out.
/// </summary>
public sealed record FetchRequest
{
    [JsonPropertyName("job")] public required string JobId { get; init; }
    [JsonPropertyName("i")] public required int Index { get; init; }
    /// <summary>In a redrive, the URL's index in the job it comes from.</summary>
    [JsonPropertyName("src"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? SourceIndex { get; init; }
    [JsonPropertyName("url")] public required string Url { get; init; }
    /// <summary>The fetch waits until then; its own time begins after that.</summary>
    [JsonPropertyName("notBefore"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTime? NotBefore { get; init; }
    /// <summary>Between the starts of two fetches of the job.</summary>
    [JsonPropertyName("every"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? IntervalSeconds { get; init; }
    /// <summary>The activity returns <see cref="Outcome.NotRun"/> when it starts later than this.</summary>
    [JsonPropertyName("notAfter")] public required DateTime NotAfter { get; init; }
    [JsonIgnore] public FetchOptions Options { get; init; } = FetchOptions.Default;

    /// <summary>The options as they are stored: none where all are at their defaults.</summary>
    [JsonInclude, JsonPropertyName("options"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal FetchOptions? StoredOptions
    {
        get => Options == FetchOptions.Default ? null : Options;
        init => Options = value ?? FetchOptions.Default;
    }
}
