using DurableTask.Core.Exceptions;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting.Http;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Answers one route of the management API: asks for the key, and turns what goes wrong into a status.</summary>
internal sealed partial class ManagementEndpoint(
    FunctionKeys keys, string? systemKey, Func<DurableEngine> engine, Func<ManagementRequest, Task<IResult>> handle, ILogger log)
{
    private const string TaskHub = "taskHub";

    public async Task HandleAsync(HttpContext http)
    {
        if (!keys.Open(AuthorizationLevel.System, http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            var result = await AnswerAsync(new ManagementRequest(http, engine(), systemKey));
            await result.ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
    }

    private async Task<IResult> AnswerAsync(ManagementRequest request)
    {
        try
        {
            RequireOwnHub(request);
            return await handle(request);
        }
        catch (ManagementException e)
        {
            return Problem(e.Status, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Problem(e.StatusCode, e.Message);
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            return Problem(StatusCodes.Status409Conflict, e.Message);
        }
        catch (RpcException e) when (StatusOf(e) is { } status)
        {
            return Problem(status, e.Status.Detail);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(log, e, request.Http.Request.Method, request.Http.Request.Path);
            return Problem(StatusCodes.Status500InternalServerError, "The request failed; the host's log tells why.");
        }
    }

    /// <summary>A host has one task hub; what is asked of another must not be done to this one.</summary>
    private static void RequireOwnHub(ManagementRequest request)
    {
        var own = request.Engine.Options.HubName;
        if (request.Query(TaskHub) is { } asked && !string.Equals(asked, own, StringComparison.OrdinalIgnoreCase))
        {
            throw new ManagementException(StatusCodes.Status404NotFound, $"This host has the task hub '{own}', not '{asked}'.");
        }
    }

    private static int? StatusOf(RpcException e) => e.StatusCode switch
    {
        StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.FailedPrecondition => StatusCodes.Status410Gone,
        _ => null,
    };

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The management request {Method} {Path} failed.")]
    private static partial void LogFailed(ILogger log, Exception e, string method, PathString path);
}
