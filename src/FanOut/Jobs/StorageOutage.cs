using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace FanOut.Jobs;

/// <summary>Turns a request that failed because storage is away into a 503 that says so.</summary>
internal sealed class StorageOutage : IFunctionsWorkerMiddleware
{
    private const int RetryAfterSeconds = 5;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (IsOutage(e) && context.GetHttpContext() is { Response.HasStarted: false } http)
        {
            await new ProblemResult(StatusCodes.Status503ServiceUnavailable, "Storage does not answer.",
                "Nothing that was asked for has been done for certain. Try again when GET /api/health says healthy.")
            {
                RetryAfterSeconds = RetryAfterSeconds,
            }.ExecuteResultAsync(new() { HttpContext = http });
        }
    }

    /// <summary>The client library gives one exception of status 0, or several of them, where there was no answer at all.</summary>
    private static bool IsOutage(Exception e) => e switch
    {
        RequestFailedException failed => failed.Status is 0 or >= StatusCodes.Status500InternalServerError,
        AggregateException several => several.InnerExceptions.All(IsOutage),
        TimeoutException => true,
        _ => false,
    };
}
