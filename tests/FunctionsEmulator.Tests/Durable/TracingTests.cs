using System.Diagnostics;
using FunctionsEmulator.Durable.Tracing;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Durable;

public sealed class TracingTests
{
    [Theory, InlineData(EngineMode.InMemory), InlineData(EngineMode.ReplayEveryTurn)]
    public async Task Orchestration_InATrace_TellsOnceOfEveryPartUnderWhatStartedIt(EngineMode mode)
    {
        await using var engine = await WithParent(new EngineHarness(mode)).StartAsync();
        using var spans = new RecordedSpans(DurableSpans.SourceName);

        await engine.RunAsync("Parent");

        var creation = spans.Single("create_orchestration:Parent");
        var parent = spans.Single("orchestration:Parent");
        var child = spans.Single("orchestration:Child");
        Assert.Equal(spans.Root.SpanId, creation.ParentSpanId);
        Assert.Equal(creation.SpanId, parent.ParentSpanId);
        Assert.Equal(parent.SpanId, spans.Single("activity:Before").ParentSpanId);
        Assert.Equal(parent.SpanId, child.ParentSpanId);
        Assert.Equal(child.SpanId, spans.Single("activity:Inside").ParentSpanId);
        Assert.Equal("Completed", parent.GetTagItem("durabletask.task.status"));
    }

    [Fact]
    public async Task Orchestration_ThatGoesOnAfterARestart_KeepsItsSpan()
    {
        await using var engine = await new EngineHarness()
            .Orchestrator<object?, int>("Waiting", async (context, _) =>
            {
                await context.CallActivityAsync<int>("Work");
                context.SetCustomStatus("worked");
                await context.WaitForExternalEvent<int>("go");
                return await context.CallActivityAsync<int>("Work");
            })
            .Activity<object?, int>("Work", _ => 1)
            .StartAsync();
        using var spans = new RecordedSpans(DurableSpans.SourceName);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waiting");
        await engine.WaitUntilAsync(id, instance => instance.SerializedCustomStatus is not null);

        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "go", 1);
        await engine.WaitAsync(id);

        var orchestration = spans.Single("orchestration:Waiting");
        var work = spans.Named("activity:Work");
        Assert.Equal(2, work.Count);
        Assert.All(work, span => Assert.Equal(orchestration.SpanId, span.ParentSpanId));
    }

    [Fact]
    public async Task Generations_OfOneInstance_AreSpansOfTheirOwnInOneTrace()
    {
        await using var engine = await new EngineHarness()
            .Orchestrator<int, int>("Again", (context, left) =>
            {
                if (left > 0) context.ContinueAsNew(left - 1);
                return Task.FromResult(left);
            })
            .StartAsync();
        using var spans = new RecordedSpans(DurableSpans.SourceName);

        await engine.RunAsync("Again", 2);

        var generations = spans.Named("orchestration:Again");
        Assert.Equal(["ContinuedAsNew", "ContinuedAsNew", "Completed"], generations.Select(span => span.GetTagItem("durabletask.task.status")));
        Assert.Equal(3, generations.Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task Activity_ThatFails_IsAnErrorWithoutItsMessage()
    {
        await using var engine = await new EngineHarness()
            .Orchestrator<object?, int>("Failing", (context, _) => context.CallActivityAsync<int>("Boom"))
            .Activity("Boom", (object? _) => Task.FromException<int>(new InvalidOperationException("secret")))
            .StartAsync();
        using var spans = new RecordedSpans(DurableSpans.SourceName);

        await engine.RunAsync("Failing");

        Assert.Equal(ActivityStatusCode.Error, spans.Single("activity:Boom").Status);
        Assert.Equal(ActivityStatusCode.Error, spans.Single("orchestration:Failing").Status);
        Assert.All(spans.Ended, span => Assert.DoesNotContain("secret", span.StatusDescription ?? string.Empty, StringComparison.Ordinal));
    }

    private static EngineHarness WithParent(EngineHarness engine) => engine
        .Orchestrator<object?, int>("Parent", async (context, _) =>
        {
            await context.CallActivityAsync<int>("Before");
            return await context.CallSubOrchestratorAsync<int>("Child");
        })
        .Orchestrator<object?, int>("Child", (context, _) => context.CallActivityAsync<int>("Inside"))
        .Activity<object?, int>("Before", _ => 1)
        .Activity<object?, int>("Inside", _ => 2);
}
