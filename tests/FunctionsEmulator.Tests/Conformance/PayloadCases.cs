using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Tests.Durable;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Conformance;

/// <summary>What travels: large, odd, and too large.</summary>
public sealed class PayloadCases : ConformanceCase
{
    private const int MillionCharacters = 1_000_000;

    [Theory, MemberData(nameof(Modes))]
    public async Task MillionCharacters_OnEveryWay_ArriveWhole(EngineMode mode)
    {
        var text = new string('ü', MillionCharacters);
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Pass", async (context, input) =>
            {
                var fromActivity = await context.CallActivityAsync<string>("Echo", input);
                var fromChild = await context.CallSubOrchestratorAsync<string>("Child", fromActivity);
                var heard = await context.WaitForExternalEvent<string>("word");
                return string.Equals(fromChild, heard, StringComparison.Ordinal) ? heard : "";
            })
            .Orchestrator<string, string>("Child", (context, input) =>
            {
                if (input!.Length == MillionCharacters) context.ContinueAsNew(input + "!");
                return Task.FromResult(input[..MillionCharacters]);
            })
            .Activity<string, string?>("Echo", input => input)
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Pass", text);
        await harness.Client.RaiseEventAsync(id, "word", text);

        var result = await harness.WaitAsync(id);

        Assert.Equal(text, result.ReadInputAs<string>());
        Assert.Equal(text, result.ReadOutputAs<string>());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task LargestMessage_AsInputAndOutput_PassesAndALargerOneIsRefused(EngineMode mode)
    {
        // Two quotes are part of it.
        const int Most = Payloads.MaxBytes - 2;
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Pass", (_, input) => Task.FromResult(input!))
            .StartAsync();

        var result = await harness.RunAsync("Pass", new string('x', Most));
        Assert.Equal(Most, result.ReadOutputAs<string>()!.Length);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => harness.Client.ScheduleNewOrchestrationInstanceAsync("Pass", new string('x', Most + 1)));
        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.Contains("8,388,609 bytes", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task MessageOverTheLimit_FromWithin_FailsWhatSendsIt(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, string>("Send", async (context, way) =>
            {
                var large = new string('x', Payloads.MaxBytes);
                if (way is "call") await context.CallActivityAsync<string>("Large", large);
                else if (way is "result") await context.CallActivityAsync<string>("Large");
                else if (way is "event") context.SendEvent("nobody", "word", large);
                else if (way is "next") context.ContinueAsNew(large);
                return large;
            })
            .Activity<string, string>("Large", _ => new string('x', Payloads.MaxBytes))
            .StartAsync();

        foreach (var way in new[] { "call", "result", "event", "next", "output" })
        {
            var failure = (await harness.RunAsync("Send", way)).FailureDetails!;
            Assert.Equal(typeof(RpcException).FullName, (failure.InnerFailure ?? failure).ErrorType);
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Nothing_AsInputEventAndResult_ReadsAsTheDefault(EngineMode mode)
    {
        await using var harness = await Still(mode)
            .Orchestrator<string, object?[]>("Pass", async (context, input) =>
            [
                input, await context.CallActivityAsync<string?>("Echo"), await context.WaitForExternalEvent<int>("word"), context.GetInput<int>(),
            ])
            .Activity<string, string?>("Echo", input => input)
            .StartAsync();
        var id = await harness.Client.ScheduleNewOrchestrationInstanceAsync("Pass");
        await harness.Client.RaiseEventAsync(id, "word");

        Assert.Equal("[null,null,0,0]", (await harness.WaitAsync(id)).SerializedOutput);
    }
}
