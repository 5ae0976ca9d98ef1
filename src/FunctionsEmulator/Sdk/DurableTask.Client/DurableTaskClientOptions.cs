using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>How a client works.</summary>
public class DurableTaskClientOptions
{
    /// <summary>Turns inputs, outputs and events into text and back; <see cref="JsonDataConverter.Default"/> by default.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>The version of orchestrations that are started without one; empty by default.</summary>
    public string DefaultVersion { get; set; } = string.Empty;
}
