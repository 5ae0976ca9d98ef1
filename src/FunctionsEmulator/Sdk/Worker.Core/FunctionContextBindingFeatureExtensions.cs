namespace Microsoft.Azure.Functions.Worker;

/// <summary>The result of an invocation, as middleware sees it.</summary>
public static class FunctionContextBindingFeatureExtensions
{
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

    private static FunctionResult ResultOf(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<FunctionResult>() ?? throw new InvalidOperationException("This invocation has no result.");
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
