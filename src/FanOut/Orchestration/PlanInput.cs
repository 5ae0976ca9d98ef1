using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>A job whose URLs are to be put on lanes.</summary>
public sealed record PlanInput(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("lanes")] int Lanes);
