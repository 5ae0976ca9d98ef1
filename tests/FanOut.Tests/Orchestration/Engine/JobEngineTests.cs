using CsCheck;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using FunctionsEmulator.Tests.Durable;

namespace FanOut.Tests.Orchestration.Engine;

public sealed class JobEngineTests
{
    /// <summary>Enough to meet batches that are cut, told of and full; each is a whole job.</summary>
    private const int JobsPerMode = 12;

    public static TheoryData<EngineMode> Modes => [.. Enum.GetValues<EngineMode>()];

    [Theory, MemberData(nameof(Modes))]
    public Task Job_OfAnySize_RecordsEveryUrlOnceInOrderWithinItsCap(EngineMode mode) =>
        Gen.Select(Gen.Int[1, 150], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, int.MaxValue]).SampleAsync(
            async (total, cap, batchSize, seed) =>
            {
                await using var job = new SimulatedJob(mode, total, new JobOptions { MaxConcurrency = cap, BatchSize = batchSize }, new SimulatedSite(seed));

                var progress = await job.RunAsync();

                AssertComplete(job, progress, total, SimulatedSite.OutcomeOf);
                Assert.InRange(job.Site.MostInFlight, 1, cap);
                Assert.Equal(progress.NotOk == 0 ? JobStatus.Succeeded : JobStatus.Partial, progress.Status);
            },
            iter: JobsPerMode, threads: 1);

    [Theory, MemberData(nameof(Modes))]
    public Task Job_ThatIsCutByARestart_EndsAsIfItHadNotBeen(EngineMode mode) =>
        Gen.Select(Gen.Int[20, 150], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, int.MaxValue]).SampleAsync(
            async (total, cap, batchSize, seed) =>
            {
                await using var job = new SimulatedJob(mode, total, new JobOptions { MaxConcurrency = cap, BatchSize = batchSize }, new SimulatedSite(seed));
                await job.StartAsync();
                await job.Site.ArrivedAsync(1 + seed % total);

                await job.RestartAsync();

                AssertComplete(job, await job.EndAsync(), total, SimulatedSite.OutcomeOf);
                Assert.InRange(job.Site.MostInFlight, 1, cap);
            },
            iter: JobsPerMode, threads: 1);

    [Theory, MemberData(nameof(Modes))]
    public async Task Cap_OfAJobWhoseFetchesAreSlow_IsReached(EngineMode mode)
    {
        var site = new SimulatedSite(1) { HoldUntil = 20 };
        await using var job = new SimulatedJob(mode, 100, new JobOptions { MaxConcurrency = 20, BatchSize = 4 }, site);

        AssertComplete(job, await job.RunAsync(), 100, SimulatedSite.OutcomeOf);
        Assert.Equal(20, site.MostInFlight);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Activities_ThatFail_AreTriedAgainAndThenRecorded(EngineMode mode)
    {
        var site = new SimulatedSite(2) { PlatformFailures = index => index == 30 ? int.MaxValue : index % 20 == 5 ? 1 : 0 };
        await using var job = new SimulatedJob(mode, 60, new JobOptions { MaxConcurrency = 20, BatchSize = 10 }, site);

        AssertComplete(job, await job.RunAsync(), 60, index => index == 30 ? Outcome.Cancelled : SimulatedSite.OutcomeOf(index));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Generations_OfAJobOfManyBatches_CarryItsProgressOver(EngineMode mode)
    {
        await using var job = new SimulatedJob(mode, 450, new JobOptions { MaxConcurrency = 5, BatchSize = 1 }, new SimulatedSite(3));

        var progress = await job.RunAsync();

        AssertComplete(job, progress, 450, SimulatedSite.OutcomeOf);
        Assert.InRange(job.Site.MostInFlight, 1, 5);
        Assert.Equal(job.Clock.Start.UtcDateTime.Date, progress.StartedAt.UtcDateTime.Date);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Cancel_InTheMiddleOfAJob_LeavesARecordForEveryUrl(EngineMode mode)
    {
        await using var job = new SimulatedJob(mode, 300, new JobOptions { MaxConcurrency = 10, BatchSize = 5 }, new SimulatedSite(4));
        await job.StartAsync();
        await job.Site.ArrivedAsync(100);

        job.Storage.Cancel();
        await job.Client.RaiseEventAsync(SimulatedJob.Id, WakeUp.EventName, WakeUp.ControlChanged);

        var progress = await job.EndAsync();
        var records = job.Storage.Results();
        var tried = records.TakeWhile(record => record.Outcome != Outcome.NotRun).Count();
        Assert.Equal(JobStatus.Cancelled, progress.Status);
        Assert.InRange(tried, 50, 299);
        AssertComplete(job, progress, 300, index => index < tried ? SimulatedSite.OutcomeOf(index) : Outcome.NotRun);
    }

    private static void AssertComplete(SimulatedJob job, JobProgress progress, int total, Func<int, Outcome> expected)
    {
        var records = job.Storage.Results();
        Assert.Equal(Enumerable.Range(0, total), records.Select(record => record.Index));
        Assert.Equal(Enumerable.Range(0, total).Select(SimulatedStorage.UrlOf), records.Select(record => record.Url));
        Assert.Equal(Enumerable.Range(0, total).Select(expected), records.Select(record => record.Outcome));
        Assert.Equal(records.CountBy(record => record.Outcome).OrderBy(count => count.Key), progress.Outcomes.OrderBy(count => count.Key));
        Assert.Equal(records.Sum(record => record.Bytes), progress.Bytes);
        Assert.Equal((total, total), (progress.NextIndex, progress.CommittedIndex));
        Assert.Equal(progress.ResultsLength, job.Storage.Finished!.Progress.ResultsLength);
    }
}
