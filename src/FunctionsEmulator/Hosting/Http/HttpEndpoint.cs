using FunctionsEmulator.Hosting.Discovery;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>Answers the requests for one function.</summary>
internal sealed partial class HttpEndpoint(
    FunctionDescriptor function, AuthorizationLevel level, FunctionRuntime runtime, FunctionKeys keys, ILogger log)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (!keys.Open(level, http.Request))
        {
            SecurityHeaders.AddTo(http.Response);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await using var context = new InvocationContext(function, runtime) { Http = http };
            var result = await runtime.InvokeAsync(context);
            // The one output of several that answers the request is the only one there can be here.
            await WriteAsync(http, result ?? context.Result.Outputs.Values.FirstOrDefault());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (OperationCanceledException) when (runtime.Stopping.IsCancellationRequested)
        {
            Fail(http, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e)
        {
            LogFailed(log, e, function.Name);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>A result that is not one of ASP.NET Core's leaves an empty answer, as on Azure.</summary>
    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        IResult minimal => minimal.ExecuteAsync(http),
        ResponseData response => response.WriteAsync(http.Response),
        _ => Task.CompletedTask,
    };

    private static void Fail(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            // A body that stops short must not look whole.
            http.Abort();
            return;
        }

        http.Response.Clear();
        SecurityHeaders.AddTo(http.Response);
        http.Response.StatusCode = status;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function '{Name}' failed.")]
    private static partial void LogFailed(ILogger log, Exception e, string name);
}
