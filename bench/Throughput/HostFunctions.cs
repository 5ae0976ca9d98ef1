using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Throughput;

/// <summary>The smallest app that starts an orchestration by a request.</summary>
public static class HostFunctions
{
    private static TaskCompletionSource<long> s_started = Next();

    /// <summary>When the next activity begins, as <see cref="Stopwatch.GetTimestamp"/> tells.</summary>
    internal static Task<long> Expect() => (s_started = Next()).Task;

    [Function("Start")]
    public static async Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync("One", request.ContentLength, cancellation: cancellation);
        return new AcceptedResult($"/runtime/webhooks/durabletask/instances/{id}", id);
    }

    /// <summary>What HTTP and a function cost by themselves.</summary>
    [Function("Ping")]
    public static IActionResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => new OkObjectResult(request.Method);

    [Function("One")]
    public static Task<long> OneAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<long>("Tell", context.GetInput<long?>());

    [Function("Tell")]
    public static long Tell([ActivityTrigger] long? number)
    {
        s_started.TrySetResult(Stopwatch.GetTimestamp());
        return number ?? 0;
    }

    private static TaskCompletionSource<long> Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
