using FanOut.Jobs;
using FunctionsEmulator.Tests.Durable;

namespace FanOut.Tests.Orchestration.Engine;

public sealed class JobTraceTests
{
    [Theory, InlineData(EngineMode.InMemory), InlineData(EngineMode.ReplayEveryTurn)]
    public async Task Job_FromItsRequestOn_IsOneConnectedTrace(EngineMode mode)
    {
        const int Urls = 6;
        await using var job = new SimulatedJob(mode, Urls, new JobOptions { MaxConcurrency = 4, BatchSize = 2 }, new SimulatedSite(seed: 1));
        using var spans = new RecordedSpans("Microsoft.DurableTask");

        await job.RunAsync();

        var orchestration = spans.Single("orchestration:JobOrchestrator");
        Assert.Equal(spans.Root.SpanId, spans.Single("create_orchestration:JobOrchestrator").ParentSpanId);
        Assert.Equal(spans.Single("create_orchestration:JobOrchestrator").SpanId, orchestration.ParentSpanId);
        var batches = spans.Named("orchestration:BatchOrchestrator");
        Assert.Equal(Urls / 2, batches.Count);
        Assert.All(batches, batch => Assert.Equal(orchestration.SpanId, batch.ParentSpanId));
        Assert.Equal(Urls, spans.Named("activity:Fetch").Count);
        Assert.All(batches, batch => Assert.Equal(2, spans.Named("activity:Fetch").Count(fetch => fetch.ParentSpanId == batch.SpanId)));
        Assert.Equal(orchestration.SpanId, spans.Single("activity:FinishJob").ParentSpanId);
        var known = spans.Ended.Select(span => span.SpanId).Append(spans.Root.SpanId).ToHashSet();
        Assert.All(spans.Ended, span => Assert.Contains(span.ParentSpanId, known));
    }
}
