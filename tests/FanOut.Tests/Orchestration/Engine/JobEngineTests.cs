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

    public static TheoryData<EngineMode> Modes => [EngineMode.InMemory, EngineMode.ReplayEveryTurn, EngineMode.DeliverTwice];

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
    public Task Cancel_AtAnyMoment_LeavesARecordForEveryUrl(EngineMode mode) =>
        Gen.Select(Gen.Int[1, 250], Gen.Int[1, 6], Gen.Int[0, int.MaxValue]).SampleAsync(
            async (arrived, batchSize, seed) =>
            {
                await using var job = new SimulatedJob(mode, 300, new JobOptions { MaxConcurrency = 6, BatchSize = batchSize }, new SimulatedSite(seed));
                await job.StartAndCancelAsync(arrived);

                var progress = await job.EndAsync();
                AssertComplete(job, progress, 300, (index, outcome) => outcome == Outcome.NotRun ? outcome : SimulatedSite.OutcomeOf(index));
                Assert.Equal(JobStatus.Cancelled, progress.Status);
                Assert.InRange(progress.Outcomes[Outcome.NotRun], 1, 299);
            },
            iter: JobsPerMode, threads: 1);

    [Theory, MemberData(nameof(Modes))]
    public async Task Deadline_WithFetchesInFlight_CancelsThemAndRunsNoMore(EngineMode mode)
    {
        var site = new SimulatedSite(6) { Hangs = index => index >= 30 };
        // The clock leaps over the waits between commits, and must not come near the end of the fetches' own time.
        var options = new JobOptions { MaxConcurrency = 10, BatchSize = 5, DeadlineSeconds = 120, TimeoutSeconds = 60 };
        await using var job = new SimulatedJob(mode, 100, options, site);
        await job.StartAsync();
        await site.ArrivedAsync(31);

        job.Clock.MoveOn(TimeSpan.FromSeconds(121));

        var progress = await job.EndAsync();
        Assert.Equal(JobStatus.Partial, progress.Status);
        AssertComplete(job, progress, 100, (index, outcome) =>
            index < 30 && outcome != Outcome.Cancelled ? SimulatedSite.OutcomeOf(index) : outcome == Outcome.NotRun ? outcome : Outcome.Cancelled);
        Assert.True(progress.Outcomes[Outcome.Cancelled] > 0 && progress.Outcomes[Outcome.NotRun] > 0);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Batch_ThatCannotBeStored_FailsTheJobWithARecordForEveryUrl(EngineMode mode)
    {
        // The clock leaps over minutes of retries, which other batches must not take for their own time.
        var options = new JobOptions { MaxConcurrency = 20, BatchSize = 10, TimeoutSeconds = 300 };
        await using var job = new SimulatedJob(mode, 100, options, new SimulatedSite(7));
        var write = job.Catalog.Activities[ActivityNames.WriteBatch];
        job.Catalog.Activities[ActivityNames.WriteBatch] = call =>
            call.Converter.Deserialize<BatchRecords>(call.Input)!.First == 10 ? throw new InvalidOperationException("The disk is full.") : write(call);

        var progress = await job.RunAsync();

        Assert.Equal(JobStatus.Failed, progress.Status);
        Assert.Contains("The disk is full.", progress.Error, StringComparison.Ordinal);
        // The retries take minutes of the job's clock, so that batch timers may fire meanwhile.
        AssertComplete(job, progress, 100, (index, outcome) =>
            index / 10 == 1 ? Outcome.Cancelled
            : outcome is Outcome.NotRun or Outcome.Cancelled or Outcome.Timeout ? outcome
            : SimulatedSite.OutcomeOf(index));
    }

    private static void AssertComplete(SimulatedJob job, JobProgress progress, int total, Func<int, Outcome> expected) =>
        AssertComplete(job, progress, total, (index, _) => expected(index));

    /// <param name="expected">From the index, and the outcome that was recorded where there is a choice.</param>
    private static void AssertComplete(SimulatedJob job, JobProgress progress, int total, Func<int, Outcome, Outcome> expected)
    {
        var records = job.Storage.Results();
        Assert.Equal(Enumerable.Range(0, total), records.Select(record => record.Index));
        Assert.Equal(Enumerable.Range(0, total).Select(SimulatedStorage.UrlOf), records.Select(record => record.Url));
        Assert.Equal(records.Select(record => expected(record.Index, record.Outcome)), records.Select(record => record.Outcome));
        Assert.Equal(records.CountBy(record => record.Outcome).OrderBy(count => count.Key), progress.Outcomes.OrderBy(count => count.Key));
        Assert.Equal(records.Sum(record => record.Bytes), progress.Bytes);
        Assert.Equal((total, total), (progress.NextIndex, progress.CommittedIndex));
        Assert.Equal(progress.ResultsLength, job.Storage.Finished!.Progress.ResultsLength);
    }
}
