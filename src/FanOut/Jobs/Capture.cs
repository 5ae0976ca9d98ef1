using System.Text.Json.Serialization;

namespace FanOut.Jobs;

/// <summary>What of a body is kept in its record.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Capture>))]
public enum Capture
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("text")] Text,
    [JsonStringEnumMemberName("json")] Json,
}
