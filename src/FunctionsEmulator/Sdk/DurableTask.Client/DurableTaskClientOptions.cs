using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>How a client works.</summary>
public class DurableTaskClientOptions
{
    /// <summary>Turns inputs, outputs and events into text and back; <see cref="JsonDataConverter.Default"/> by default.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>Whether the client may be asked for entities; false by default.</summary>
    public bool EnableEntitySupport { get; set; }

    /// <summary>The version of orchestrations that are started without one; empty by default.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    internal void CopyTo(DurableTaskClientOptions other)
    {
        other.DataConverter = DataConverter;
        other.EnableEntitySupport = EnableEntitySupport;
        other.DefaultVersion = DefaultVersion;
    }
}
