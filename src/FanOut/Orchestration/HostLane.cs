using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>
/// A share of a job's URLs when there is a cap per host: all URLs of a host are in the same lane, in the caller's order, and
/// a lane runs one batch at a time. So what a batch holds to, the whole job holds to, on any number of instances and
/// without a lock.
/// </summary>
public sealed record HostLane
{
    /// <summary>URLs in it.</summary>
    [JsonPropertyName("count")] public required int Count { get; init; }

    /// <summary>Those that are in batches.</summary>
    [JsonPropertyName("taken")] public int Taken { get; init; }

    /// <summary>Where the next batch begins in the lane's blob, in bytes.</summary>
    [JsonPropertyName("offset")] public long Offset { get; init; }

    /// <summary>No record that the lane still owes has a lower index.</summary>
    [JsonPropertyName("from")] public required int From { get; init; }
}
