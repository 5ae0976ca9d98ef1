using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FanOut.Fetching;
using FanOut.Orchestration;

namespace FanOut.Results;

/// <summary>How lines, records and manifests are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InputLine))]
[JsonSerializable(typeof(RecordCount))]
[JsonSerializable(typeof(FetchRecord))]
[JsonSerializable(typeof(JobControl))]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>Of the lines of results: only what JSON has to have escaped is, for no line is ever part of a page.</summary>
    public static JsonWriterOptions Lines { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
