using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Inputs and results of an invocation, as middleware sees them.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>An input of the function, made if it has not been yet.</summary>
    public static async ValueTask<InputBindingData<T>> BindInputAsync<T>(this FunctionContext context, BindingMetadata bindingMetadata)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(bindingMetadata);
        var inputs = context.Features.Get<IFunctionInputBindingFeature>() as FunctionInputs
            ?? throw new InvalidOperationException("This invocation has no inputs.");
        var (at, _) = await inputs.BindAsync(bindingMetadata.Name)
            ?? throw new InvalidOperationException($"The function '{context.FunctionDefinition.Name}' has no parameter '{bindingMetadata.Name}'.");
        return new ParameterInput<T>(inputs, at, bindingMetadata);
    }

    /// <summary>The result; it can be replaced once the function has run.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new ContextInvocationResult(ResultOf(context));

    /// <summary>The result as a <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The result is something else.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var result = ResultOf(context);
        return result.Value is null or T
            ? new ContextInvocationResult<T>(result)
            : throw new InvalidOperationException($"The function returned {result.Value.GetType()}, not {typeof(T)}.");
    }

    /// <summary>The outputs that are a <typeparamref name="T"/>, of a function that returns several in one object.</summary>
    public static IEnumerable<OutputBindingData<T>> GetOutputBindings<T>(this FunctionContext context)
    {
        var result = ResultOf(context);
        return [.. result.Outputs.Where(output => output.Value is T).Select(output => new PropertyOutput<T>(
            result, output.Key, context.FunctionDefinition.OutputBindings[output.Key].Type))];
    }

    private static FunctionResult ResultOf(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<FunctionResult>() ?? throw new InvalidOperationException("This invocation has no result.");
    }

    private sealed class ParameterInput<T>(FunctionInputs inputs, int at, BindingMetadata metadata) : InputBindingData<T>
    {
        public override BindingMetadata BindingMetadata => metadata;

        public override T? Value
        {
            get => (T?)inputs[at];
            set => inputs[at] = value;
        }
    }

    private sealed class PropertyOutput<T>(FunctionResult result, string name, string kind) : OutputBindingData<T>
    {
        public override string Name => name;

        public override string BindingType => kind;

        public override T? Value
        {
            get => (T?)result.Outputs[name];
            set => result.Outputs[name] = value;
        }
    }

    private sealed class ContextInvocationResult(FunctionResult result) : InvocationResult
    {
        public override object? Value
        {
            get => result.Value;
            set => result.Value = value;
        }
    }

    private sealed class ContextInvocationResult<T>(FunctionResult result) : InvocationResult<T>
    {
        public override T? Value
        {
            get => (T?)result.Value;
            set => result.Value = value;
        }
    }
}
