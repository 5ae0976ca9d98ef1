using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Management;

public static class ManagementSamples
{
    [Function("Echo")]
    public static string? Echo([OrchestrationTrigger] TaskOrchestrationContext context) => context.GetInput<string>();

    /// <summary>Runs until it is sent the event <c>go</c>, and returns its content.</summary>
    [Function("Waiting")]
    public static async Task<int[]> WaitingAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus(new { Step = 1 });
        return await context.WaitForExternalEvent<int[]>("go");
    }

    [Function("Failing")]
    public static string Failing([OrchestrationTrigger] TaskOrchestrationContext context) =>
        throw new InvalidOperationException($"{context.Name} fails");

    /// <summary>Everything that leaves a trace in a history.</summary>
    [Function("Eventful")]
    public static async Task<string> EventfulAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<int>("Add", 1);
        try
        {
            await context.CallActivityAsync<int>("Break", 1);
        }
        catch (TaskFailedException)
        {
            await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
        }

        await context.CallSubOrchestratorAsync<string>("Echo", "child", new SubOrchestrationOptions(new TaskOptions(), context.InstanceId + "-child"));
        try
        {
            await context.CallSubOrchestratorAsync<string>("Failing");
        }
        catch (TaskFailedException)
        {
            context.SendEvent(context.InstanceId, "end", "over");
        }

        return await context.WaitForExternalEvent<string>("end");
    }

    [Function("Countdown")]
    public static async Task<int> CountdownAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var left = context.GetInput<int>();
        await context.CallActivityAsync<int>("Add", left);
        if (left > 0) context.ContinueAsNew(left - 1);
        return left;
    }

    /// <summary>Whether <see cref="Repairable"/> works.</summary>
    internal static bool Repaired { get; set; }

    [Function("Fragile")]
    public static async Task<int> FragileAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<int>("Repairable", await context.CallActivityAsync<int>("Add", 3));

    [Function("Repairable")]
    public static int Repairable([ActivityTrigger] int number) => Repaired ? number * 2 : throw new InvalidOperationException("not repaired");

    [Function("Add")]
    public static int Add([ActivityTrigger] int number) => number + 1;

    [Function("Break")]
    public static int Break([ActivityTrigger] int number) => throw new InvalidOperationException($"broken {number}");
}
