using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>A job that has all its records, for its manifest.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Job">What its caller asked for.</param>
/// <param name="Progress">How it ended.</param>
/// <param name="Done">The parts of its last commit, when nothing else is left to remove; null when what there is has to be looked for.</param>
public sealed record FinishInput(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("input")] JobInput Job,
    [property: JsonPropertyName("progress")] JobProgress Progress,
    [property: JsonPropertyName("done"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Part>? Done = null);
