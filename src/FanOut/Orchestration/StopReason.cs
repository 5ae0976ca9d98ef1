using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>Why a job starts no more fetches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StopReason>))]
public enum StopReason
{
    None,
    /// <summary>Its caller cancelled it.</summary>
    Cancelled,
    /// <summary>Its deadline has passed.</summary>
    Deadline,
    /// <summary>More records are not ok than it tolerates.</summary>
    TooManyFailures,
    /// <summary>A batch could not be run or stored.</summary>
    Platform,
}
