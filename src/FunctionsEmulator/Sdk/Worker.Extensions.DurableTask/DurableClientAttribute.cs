using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives a function the durable client.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; null (the default) is the host's.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting with the connection; null (the default) is the host's.</summary>
    public string? ConnectionName { get; set; }
}
