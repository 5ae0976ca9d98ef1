using FunctionsEmulator.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Starts instances, also those that ran before.</summary>
internal static class Starting
{
    private const string RetrySeconds = "10";

    public static async Task<IResult> StartAsync(ManagementRequest request)
    {
        var id = request.Route(ManagementRoutes.InstanceId) ?? Guid.NewGuid().ToString("N");
        Validate(id);
        var input = await request.ReadJsonAsync();
        var name = request.Route(ManagementRoutes.Orchestrator)!;
        await request.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), request.Aborted);
        return Started(request, id);
    }

    public static async Task<IResult> RestartAsync(ManagementRequest request)
    {
        var withNewId = request.Flag("restartWithNewInstanceId", otherwise: true);
        try
        {
            return Started(request, await request.Client.RestartAsync(request.InstanceId, withNewId, request.Aborted));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw ManagementRequest.Invalid(e.Message);
        }
    }

    /// <summary>What a client that polls has to know.</summary>
    public static void AskToPoll(ManagementRequest request, string instanceId)
    {
        request.Http.Response.Headers.Location = request.LinksOf(instanceId).Status;
        request.Http.Response.Headers.RetryAfter = RetrySeconds;
    }

    private static IResult Started(ManagementRequest request, string id)
    {
        AskToPoll(request, id);
        return ManagementJson.Answer(request.LinksOf(id).Payload, StatusCodes.Status202Accepted);
    }

    private static void Validate(string id)
    {
        try
        {
            InstanceIds.Validate(id);
        }
        catch (ArgumentException e)
        {
            throw ManagementRequest.Invalid(e.Message);
        }
    }
}
