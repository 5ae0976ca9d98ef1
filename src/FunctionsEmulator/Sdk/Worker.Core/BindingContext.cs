namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger told about an invocation.</summary>
public abstract class BindingContext
{
    /// <summary>Values by name, such as those of the route.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
