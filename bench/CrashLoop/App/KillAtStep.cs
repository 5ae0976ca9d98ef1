using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace CrashLoop.App;

/// <summary>
/// Dies between the steps of what a request begins: <see cref="StepHeader"/> says how many writes to storage, the app's and the
/// engine's, come through. They are counted from the request on, or from the first run of the function that
/// <see cref="FromHeader"/> names.
/// </summary>
internal sealed class KillAtStep(StepCount steps) : IFunctionsWorkerMiddleware
{
    public const string StepHeader = "Crash-Step", FromHeader = "Crash-From";

    private static string? s_from;
    private static int s_step;

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var name = context.FunctionDefinition.Name;
        if (context.GetHttpContext()?.Request.Headers is { } headers && headers.TryGetValue(StepHeader, out var step))
        {
            s_step = int.Parse(step.ToString(), null);
            Volatile.Write(ref s_from, headers.TryGetValue(FromHeader, out var from) ? from.ToString() : name);
        }
        if (string.Equals(Volatile.Read(ref s_from), name, StringComparison.Ordinal))
        {
            Volatile.Write(ref s_from, null);
            steps.Begin(s_step);
        }
        return next(context);
    }
}
