using System.Text.Json.Serialization;

namespace FanOut.Callbacks;

/// <summary>Where a job's end is told, and how far that is: part of the job as its callers see it, and kept by the engine.</summary>
public sealed record JobCallback
{
    [JsonPropertyName("url")] public required string Url { get; init; }
    [JsonPropertyName("status")] public CallbackStatus Status { get; init; } = CallbackStatus.Pending;

    /// <summary>Those that have ended, well or badly.</summary>
    [JsonPropertyName("attempts")] public int Attempts { get; init; }

    /// <summary>Null when the last attempt got no answer.</summary>
    [JsonPropertyName("lastStatusCode")] public int? LastStatusCode { get; init; }

    [JsonPropertyName("lastError")] public string? LastError { get; init; }
    [JsonPropertyName("deliveredAt")] public DateTimeOffset? DeliveredAt { get; init; }

    public JobCallback After(CallbackAnswer answer, bool isLast, DateTimeOffset now) => this with
    {
        Status = answer.IsDelivered ? CallbackStatus.Delivered : answer.IsFinal || isLast ? CallbackStatus.Failed : CallbackStatus.Pending,
        Attempts = Attempts + 1,
        LastStatusCode = answer.StatusCode,
        LastError = answer.Error,
        DeliveredAt = answer.IsDelivered ? now : null,
    };

    public JobCallback Failing(string error) => this with { Status = CallbackStatus.Failed, LastError = error };
}
