using System.Text.Json.Serialization;

namespace FanOut.Orchestration;

/// <summary>Parts to put behind each other at the end of results.ndjson.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Position">How long results.ndjson is, in bytes.</param>
/// <param name="Parts">What follows there.</param>
/// <param name="Done">Parts of the commit before, whose end is recorded: nobody needs them any more.</param>
public sealed record CommitInput(
    [property: JsonPropertyName("job")] string JobId,
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("parts")] IReadOnlyList<Part> Parts,
    [property: JsonPropertyName("done"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Part>? Done);
