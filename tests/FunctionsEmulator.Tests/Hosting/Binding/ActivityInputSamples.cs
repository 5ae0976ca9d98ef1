using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Hosting.Binding;

public static class ActivityInputSamples
{
    [Function("Run")]
    public static async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "run/{activity}/{kind}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string activity,
        string kind,
        CancellationToken cancellation)
    {
        GC.KeepAlive(request);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Call", $"{activity} {kind}", new StartOrchestrationOptions("the-instance"), cancellation);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation);
        return new ContentResult { Content = ended.ReadOutputAs<string>() ?? ended.FailureDetails?.ErrorMessage };
    }

    [Function("Call")]
    public static Task<string> CallAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var parts = context.GetInput<string>()!.Split(' ');
        return context.CallActivityAsync<string>(parts[0], parts[1] switch
        {
            "record" => new Order("nut", 2, null),
            "number" => 7,
            "text" => "seven",
            "list" => new[] { 1, 2 },
            _ => null,
        });
    }

    [Function("Record")]
    public static string Record([ActivityTrigger] Order? order) => order?.ToString() ?? "none";

    [Function("Number")]
    public static string Number([ActivityTrigger] int number) => $"number {number}";

    [Function("MaybeNumber")]
    public static string MaybeNumber([ActivityTrigger] int? number) => number is null ? "none" : $"number {number}";

    [Function("Text")]
    public static string Text([ActivityTrigger] string? text) => text ?? "none";

    [Function("List")]
    public static string List([ActivityTrigger] IReadOnlyList<int> numbers) => string.Join('+', numbers);

    /// <summary>The name of the first parameter is the trigger's; the second is told by the trigger.</summary>
    [Function("Where")]
    public static string Where([ActivityTrigger] string? text, string instanceId, FunctionContext context, CancellationToken cancellation) =>
        $"{text} in {instanceId}, {context.FunctionDefinition.Name}, {context.CancellationToken == cancellation}";
}
