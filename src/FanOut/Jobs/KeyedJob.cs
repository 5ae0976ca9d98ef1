using System.Text.Json.Serialization;
using FanOut.Orchestration;

namespace FanOut.Jobs;

/// <summary>The job that an idempotency key stands for, whole: whoever finds that it was never started can start it.</summary>
/// <param name="Id">Of the job.</param>
/// <param name="BodySha256">Tells whether a later request with this key is the same.</param>
/// <param name="Input">Of its orchestration.</param>
public sealed record KeyedJob(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("body")] string BodySha256,
    [property: JsonPropertyName("input")] JobInput Input);
