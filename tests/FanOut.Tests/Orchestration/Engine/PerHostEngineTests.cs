using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using FunctionsEmulator.Tests.Durable;

namespace FanOut.Tests.Orchestration.Engine;

public sealed class PerHostEngineTests
{
    private const int Total = 200;

    private static readonly JobOptions s_options = new() { MaxConcurrency = 12, BatchSize = 4, MaxPerHost = 2 };

    public static TheoryData<EngineMode> Modes => [EngineMode.InMemory, EngineMode.ReplayEveryTurn, EngineMode.DeliverTwice];

    [Theory, MemberData(nameof(Modes))]
    public async Task Cap_PerHost_HoldsAcrossTheWholeJob(EngineMode mode)
    {
        await using var job = new SimulatedJob(mode, Total, s_options, new SimulatedSite(11));

        var progress = await job.RunAsync();

        AssertComplete(job, progress, SimulatedSite.OutcomeOf);
        Assert.Equal(2, job.Site.MostPerHost);
        Assert.InRange(job.Site.MostInFlight, 3, 12);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Cap_PerHost_HoldsOverARestart(EngineMode mode)
    {
        await using var job = new SimulatedJob(mode, Total, s_options, new SimulatedSite(12));
        await job.StartAsync();
        foreach (var arrived in new[] { 20, 90, 150 })
        {
            await job.Site.ArrivedAsync(arrived);
            await job.RestartAsync();
        }

        AssertComplete(job, await job.EndAsync(), SimulatedSite.OutcomeOf);

        Assert.Equal(2, job.Site.MostPerHost);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Generations_OfAJobWithACapPerHost_CarryItsLanesOver(EngineMode mode)
    {
        await using var job = new SimulatedJob(mode, 450, new JobOptions { MaxConcurrency = 3, BatchSize = 1, MaxPerHost = 1 }, new SimulatedSite(13));

        AssertComplete(job, await job.RunAsync(), SimulatedSite.OutcomeOf);

        Assert.Equal(1, job.Site.MostPerHost);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Cancel_OfAJobWithACapPerHost_LeavesARecordForEveryUrl(EngineMode mode)
    {
        await using var job = new SimulatedJob(mode, Total, s_options, new SimulatedSite(14));
        await job.StartAndCancelAsync(50);

        var progress = await job.EndAsync();
        Assert.Equal(JobStatus.Cancelled, progress.Status);
        AssertComplete(job, progress, (index, outcome) => outcome == Outcome.NotRun ? outcome : SimulatedSite.OutcomeOf(index));
        Assert.InRange(progress.Outcomes[Outcome.NotRun], 1, Total - 50);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Batch_OfALaneThatCannotBeStored_FailsTheJobWithARecordForEveryUrl(EngineMode mode)
    {
        await using var job = new SimulatedJob(mode, Total, s_options with { TimeoutSeconds = 300 }, new SimulatedSite(15));
        var write = job.Catalog.Activities[ActivityNames.WriteBatch];
        job.Catalog.Activities[ActivityNames.WriteBatch] = call =>
            call.Converter.Deserialize<BatchRecords>(call.Input)!.Records.Any(record => record.Index == 40)
                ? throw new InvalidOperationException("The disk is full.")
                : write(call);

        var progress = await job.RunAsync();

        Assert.Equal(JobStatus.Failed, progress.Status);
        Assert.Equal(Enumerable.Range(0, Total), job.Storage.Results().Select(record => record.Index));
        Assert.Equal(Outcome.Cancelled, job.Storage.Results()[40].Outcome);
    }

    private static void AssertComplete(SimulatedJob job, JobProgress progress, Func<int, Outcome> expected) =>
        AssertComplete(job, progress, (index, _) => expected(index));

    private static void AssertComplete(SimulatedJob job, JobProgress progress, Func<int, Outcome, Outcome> expected)
    {
        var records = job.Storage.Results();
        Assert.Equal(Enumerable.Range(0, records.Count), records.Select(record => record.Index));
        Assert.Equal(progress.Done, records.Count);
        Assert.All(records, record => Assert.Equal(expected(record.Index, record.Outcome), record.Outcome));
    }
}
