using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>What a job has asked of the durable engine, for its receipt.</summary>
/// <param name="Activities">Activities scheduled; retries of the engine are not counted again.</param>
/// <param name="Orchestrations">Orchestrations started.</param>
/// <param name="HistoryEvents">
/// Rows of history as Azure keeps them: two for each task, timer and child (scheduled, answered), two for each
/// orchestration (started, ended), one for each event.
/// </param>
public sealed record WorkCount(
    [property: JsonPropertyName("a")] int Activities,
    [property: JsonPropertyName("o")] int Orchestrations,
    [property: JsonPropertyName("h")] long HistoryEvents)
{
    public static WorkCount Orchestration { get; } = new(0, 1, 2);

    public WorkCount WithActivities(int count) => this with { Activities = Activities + count, HistoryEvents = HistoryEvents + 2L * count };

    public WorkCount WithEvents(int count) => this with { HistoryEvents = HistoryEvents + count };

    public static WorkCount operator +(WorkCount a, WorkCount b) =>
        new(a.Activities + b.Activities, a.Orchestrations + b.Orchestrations, a.HistoryEvents + b.HistoryEvents);
}
