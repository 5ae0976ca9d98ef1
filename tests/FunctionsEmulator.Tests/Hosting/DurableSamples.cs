using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class DurableSamples(ScopedService service)
{
    [Function("Start")]
    public async Task<IActionResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{orchestrator}/{input?}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string orchestrator,
        int? input,
        CancellationToken cancellation)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, cancellation);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation);
        request.HttpContext.Response.Headers["Status"] = ended.RuntimeStatus.ToString();
        return new OkObjectResult(ended.SerializedOutput ?? ended.FailureDetails?.ErrorMessage);
    }

    [Function("Doubling")]
    public static async Task<int> DoublingAsync([OrchestrationTrigger] TaskOrchestrationContext context, int input) =>
        await context.CallActivityAsync<int>("Double", input);

    [Function("Immediate")]
    public static string Immediate([OrchestrationTrigger] TaskOrchestrationContext context) => "at once: " + context.GetInput<int?>();

    [Function("NoInput")]
    public static async Task NoInputAsync([OrchestrationTrigger] TaskOrchestrationContext context) => await context.CallActivityAsync("Double");

    [Function("Double")]
    public int Double([ActivityTrigger] int number, FunctionContext context)
    {
        service.Use(context.FunctionDefinition.Name);
        return 2 * number;
    }
}
