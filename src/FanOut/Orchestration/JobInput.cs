using System.Text.Json.Serialization;
using FanOut.Jobs;

namespace FanOut.Orchestration;

/// <summary>The input of a job's orchestration: what the caller asked for, and how far an earlier generation came.</summary>
public sealed record JobInput
{
    [JsonPropertyName("name")] public string? Name { get; init; }
    [JsonPropertyName("options")] public required JobOptions Options { get; init; }
    [JsonPropertyName("total")] public required int Total { get; init; }

    /// <summary>Where the lines of input.ndjson are.</summary>
    [JsonPropertyName("lines")] public required LineIndex Lines { get; init; }

    /// <summary>The URLs themselves, where they are few: input.ndjson is then the job's to write. Null when it is there already.</summary>
    [JsonPropertyName("urls"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>The job whose URLs are fetched again.</summary>
    [JsonPropertyName("redriveOf"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? RedriveOf { get; init; }

    /// <summary>Names the blob that holds the caller's idempotency key, which goes when the job goes.</summary>
    [JsonPropertyName("key"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? KeyHash { get; init; }

    /// <summary>Where to tell that the job has ended.</summary>
    [JsonPropertyName("callbackUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? CallbackUrl { get; init; }

    [JsonPropertyName("createdAt")] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null at the start; after continue-as-new, where the last generation stood.</summary>
    [JsonPropertyName("progress")] public JobProgress? Progress { get; init; }

    /// <summary>With <see cref="Progress"/>: the parts of the last commit, which are still there.</summary>
    [JsonPropertyName("done"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<Part>? Done { get; init; }
}
