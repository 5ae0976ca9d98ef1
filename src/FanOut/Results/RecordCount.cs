using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Results;

/// <summary>As much of a record as is counted: what became of its URL, and the decoded bytes of its body.</summary>
internal sealed record RecordCount([property: JsonPropertyName("outcome")] Outcome Outcome, [property: JsonPropertyName("bytes")] long Bytes);
