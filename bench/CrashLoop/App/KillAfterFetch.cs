using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace CrashLoop.App;

/// <summary>Dies when a page has been fetched and its record is on the way to the engine.</summary>
internal sealed class KillAfterFetch(Killer killer) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        if (string.Equals(context.FunctionDefinition.Name, ActivityNames.Fetch, StringComparison.Ordinal)) killer.Pass(KillPoint.AfterFetch);
    }
}
