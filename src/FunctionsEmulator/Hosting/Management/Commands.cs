using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Tells running instances something. The engine refuses when there is none (404) or it has ended (410).</summary>
internal static class Commands
{
    public static async Task<IResult> RaiseEventAsync(ManagementRequest request)
    {
        var body = await request.ReadJsonAsync();
        if (body is not null && !request.Http.Request.HasJsonContentType())
        {
            throw ManagementRequest.Invalid("An event's content must be application/json.");
        }

        await request.Client.RaiseEventAsync(request.InstanceId, request.Route(ManagementRoutes.Event)!, body, request.Aborted);
        return Results.Accepted();
    }

    public static async Task<IResult> TerminateAsync(ManagementRequest request)
    {
        await request.Client.TerminateInstanceAsync(request.InstanceId, new TerminateInstanceOptions(Reason(request)), request.Aborted);
        return Results.Accepted();
    }

    public static async Task<IResult> SuspendAsync(ManagementRequest request)
    {
        await request.Client.SuspendInstanceAsync(request.InstanceId, Reason(request), request.Aborted);
        return Results.Accepted();
    }

    public static async Task<IResult> ResumeAsync(ManagementRequest request)
    {
        await request.Client.ResumeInstanceAsync(request.InstanceId, Reason(request), request.Aborted);
        return Results.Accepted();
    }

    /// <summary>Only a failed instance can go back to where it was before its failures; any other is refused with 410.</summary>
    public static async Task<IResult> RewindAsync(ManagementRequest request)
    {
        await request.Client.RewindInstanceAsync(request.InstanceId, Reason(request) ?? string.Empty, request.Aborted);
        return Results.Accepted();
    }

    private static string? Reason(ManagementRequest request) => request.Query("reason");
}
