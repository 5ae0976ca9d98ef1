using System.Text.Json.Serialization;
using FanOut.Fetching;

namespace FanOut.Results;

/// <summary>As much of a record as tells what became of its URL.</summary>
internal sealed record RecordOutcome([property: JsonPropertyName("outcome")] Outcome Outcome);
