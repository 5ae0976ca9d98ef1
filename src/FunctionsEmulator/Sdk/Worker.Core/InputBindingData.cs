namespace Microsoft.Azure.Functions.Worker;

/// <summary>One input of an invocation.</summary>
public abstract class InputBindingData<T>
{
    /// <summary>The binding.</summary>
    public abstract BindingMetadata BindingMetadata { get; }

    /// <summary>The value; what is set is what the function gets.</summary>
    public abstract T? Value { get; set; }
}
