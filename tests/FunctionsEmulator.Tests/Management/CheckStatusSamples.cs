using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Management;

public static class CheckStatusSamples
{
    [Function("Begin")]
    public static async Task<HttpResponseData> BeginAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, [DurableClient] DurableTaskClient client, string id, int? status)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Sample", new StartOrchestrationOptions(id));
        return status is null
            ? await client.CreateCheckStatusResponseAsync(request, id)
            : client.CreateCheckStatusResponse(request, id, (HttpStatusCode)status);
    }

    /// <summary>The status URL, made without a request.</summary>
    [Function("Where")]
    public static async Task<HttpResponseData> WhereAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, [DurableClient] DurableTaskClient client, string id)
    {
        var response = request.CreateResponse();
        await response.WriteStringAsync(client.CreateHttpManagementPayload(id).StatusQueryGetUri!);
        return response;
    }

    [Function("Sample")]
    public static string Sample([OrchestrationTrigger] TaskOrchestrationContext context) => context.InstanceId;
}
