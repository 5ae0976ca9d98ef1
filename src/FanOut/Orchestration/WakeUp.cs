using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>
/// The one event that a job waits for. It only wakes the job: from a batch it tells how many of its fetches are still in
/// flight; from the API it says that the control blob has changed.
/// </summary>
public sealed record WakeUp(
    [property: JsonPropertyName("batch")] int? BatchFirst,
    [property: JsonPropertyName("inFlight")] int InFlight)
{
    public const string EventName = "wake";

    public static WakeUp ControlChanged { get; } = new(null, 0);
}
