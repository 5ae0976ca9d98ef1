namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs around every function.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs for an invocation; without a call of <paramref name="next"/> the function does not run.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
