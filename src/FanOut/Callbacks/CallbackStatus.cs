using System.Text.Json.Serialization;

namespace FanOut.Callbacks;

[JsonConverter(typeof(JsonStringEnumConverter<CallbackStatus>))]
public enum CallbackStatus
{
    /// <summary>The job has not ended, or there is another attempt to come.</summary>
    [JsonStringEnumMemberName("pending")] Pending,
    /// <summary>The receiver answered with a status from 200 to 299.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,
    /// <summary>There is no further attempt.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
