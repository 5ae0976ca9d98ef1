using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace FunctionsEmulator.Tests.Hosting;

internal sealed class LoggingMiddleware(ScopeLog log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        log.Add("before " + context.FunctionDefinition.Name);
        await next(context);
        log.Add("after " + context.FunctionDefinition.Name);
    }
}
