using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How functions get their parameters.</summary>
public class WorkerOptions
{
    /// <summary>Reads and writes JSON of requests and answers; null (the default) is System.Text.Json, which disregards case in reading.</summary>
    public ObjectSerializer? Serializer { get; set; }

    /// <summary>The converters of parameters.</summary>
    public InputConverterCollection InputConverters { get; } = new();
}
