namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>The parameters that a function is about to be called with.</summary>
/// <param name="values">In the order of the parameters.</param>
public class FunctionInputBindingResult(object?[] values)
{
    /// <summary>In the order of the parameters; what is replaced here is what the function gets.</summary>
    public object?[] Values { get; } = values ?? throw new ArgumentNullException(nameof(values));
}
