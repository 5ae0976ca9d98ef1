using System.Text.Json.Serialization;

namespace FanOut.Results;

/// <summary>
/// What a job has cost. Activities, orchestrations and history events are the job's own; storage operations and bytes are
/// those of the whole process while the job ran, the durable engine's among them where it runs in this process, so jobs
/// that run at once share them.
/// </summary>
public sealed record Receipt(
    [property: JsonPropertyName("activities")] int Activities,
    [property: JsonPropertyName("orchestrations")] int Orchestrations,
    [property: JsonPropertyName("historyEvents")] long HistoryEvents,
    [property: JsonPropertyName("storageOperations")] long StorageOperations,
    [property: JsonPropertyName("bytesMoved")] long BytesMoved);
