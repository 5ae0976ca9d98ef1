using System.Text.Json.Serialization;

namespace FanOut.Jobs;

[JsonConverter(typeof(JsonStringEnumConverter<JobStatus>))]
public enum JobStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("paused")] Paused,
    /// <summary>Every URL is ok.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,
    /// <summary>Finished, and some URLs are not ok.</summary>
    [JsonStringEnumMemberName("partial")] Partial,
    /// <summary>Stopped by toleratedFailures or by the platform.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}
