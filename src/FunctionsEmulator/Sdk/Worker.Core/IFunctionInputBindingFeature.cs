namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>Lets middleware see, and replace, what a function is called with.</summary>
public interface IFunctionInputBindingFeature
{
    /// <summary>The parameters' values; the same object each time in one invocation.</summary>
    /// <exception cref="FunctionInputConverterException">A parameter could not be given a value.</exception>
    ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context);
}
