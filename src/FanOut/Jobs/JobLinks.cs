using System.Text.Json.Serialization;

namespace FanOut.Jobs;

public sealed record JobLinks(
    [property: JsonPropertyName("self")] string Self,
    [property: JsonPropertyName("results")] string Results,
    [property: JsonPropertyName("manifest")] string Manifest,
    [property: JsonPropertyName("cancel")] string Cancel);
