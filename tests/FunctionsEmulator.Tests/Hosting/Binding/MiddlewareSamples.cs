using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Hosting.Binding;

public static class MiddlewareSamples
{
    [Function("RunTwice")]
    public static async Task<IActionResult> RunTwiceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "twice/{number}")] HttpRequest request, [DurableClient] DurableTaskClient client, int number)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Doubling", number, new StartOrchestrationOptions($"sample-{number}"), cancellation);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation);
        return new ContentResult { Content = ended.SerializedOutput ?? ended.FailureDetails?.ErrorMessage };
    }

    [Function("Doubling")]
    public static Task<int> DoublingAsync([OrchestrationTrigger] TaskOrchestrationContext context, int number) => context.CallActivityAsync<int>("Twice", number);

    [Function("Twice")]
    public static int Twice([ActivityTrigger] int number) => 2 * number;

    [Function("Breaks")]
    public static IActionResult Breaks([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        request.Method.Length > 0 ? throw new InvalidOperationException("broken") : new OkResult();
}
