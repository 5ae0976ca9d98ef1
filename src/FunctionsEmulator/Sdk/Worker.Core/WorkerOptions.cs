using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How functions get their parameters.</summary>
public class WorkerOptions
{
    /// <summary>Reads and writes inputs and outputs of orchestrators and activities, events, and JSON of requests and answers. By
    /// default System.Text.Json as the app's <see cref="System.Text.Json.JsonSerializerOptions"/> say; they disregard case in reading.</summary>
    public ObjectSerializer? Serializer { get; set; }

    /// <summary>The converters of parameters.</summary>
    public InputConverterCollection InputConverters { get; } = new();
}
