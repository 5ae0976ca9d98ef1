using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

public sealed class JobStopTests
{
    private const int MaxStatusBytes = 16 * 1024;

    private static readonly JobOptions s_tens = new() { MaxConcurrency = 20, BatchSize = 10 };

    [Fact]
    public async Task Cancel_OfARunningJob_StartsNoBatchMoreAndRecordsTheRest()
    {
        var job = new MockedJob(100, s_tens);
        job.Controls.AtOnce = _ => new JobControl { Cancelled = true };
        job.Start();

        job.Context.Wake(WakeUp.ControlChanged);
        job.Finish(1, notOk: 4);
        Assert.Empty(job.NotRuns.All);
        job.Finish(0);

        var progress = await job.Result;
        Assert.Equal(JobStatus.Cancelled, progress.Status);
        Assert.Equal([(0, 10), (10, 10)], job.Ranges);
        Assert.Equal((20, 80), job.NotRuns.Inputs<NotRunInput>().Select(request => (request.Slice.First, request.Slice.Count)).Single());
        Assert.Equal((16, 4, 80), (progress.Outcomes[Outcome.Ok], progress.Outcomes[Outcome.HttpError], progress.Outcomes[Outcome.NotRun]));
        Assert.Equal(Enumerable.Range(0, 100), job.Committed);
        // Its fetches know it from the control blob already.
        Assert.Empty(job.Stops.All);
    }

    [Fact]
    public async Task Cancel_WhoseEventWasLost_IsHeardOfFromABatch()
    {
        var job = new MockedJob(100, s_tens);
        job.Controls.AtOnce = _ => new JobControl { Cancelled = true };
        job.Start();

        job.Finish(0, notOk: 10, stopped: true);
        job.FinishAll();

        Assert.Equal(JobStatus.Cancelled, (await job.Result).Status);
        Assert.Single(job.Controls.All);
    }

    [Fact]
    public async Task Cancel_OfAHundredThousandUrls_RecordsThemAFewThousandAtATime()
    {
        var job = new MockedJob(100_000, s_tens);
        job.Controls.AtOnce = _ => new JobControl { Cancelled = true };
        job.Start();

        job.Context.Wake(WakeUp.ControlChanged);
        job.FinishAll();

        Assert.Equal(100_000, (await job.Result).Done);
        Assert.InRange(job.NotRuns.All.Count, 2, 100);
        Assert.Equal(Enumerable.Range(0, 100_000), job.Committed);
    }

    [Fact]
    public async Task Control_ThatIsReadWhileItChanges_IsReadAgain()
    {
        var job = new MockedJob(100, s_tens);
        job.Controls.AtOnce = null;
        job.Start();
        job.Context.Wake(WakeUp.ControlChanged);
        job.Context.Wake(WakeUp.ControlChanged);

        job.Controls.All[0].Answer(JobControl.Nothing);
        job.Controls.All[1].Answer(new JobControl { Cancelled = true });
        job.FinishAll();

        Assert.Equal(JobStatus.Cancelled, (await job.Result).Status);
    }

    [Fact]
    public async Task Deadline_WhenItPasses_StopsFetchesAndLeavesThePartialResult()
    {
        var job = new MockedJob(100, s_tens with { DeadlineSeconds = 30 }).Start();
        var timer = job.Context.Timers.Single();
        Assert.Equal(job.Input.CreatedAt.UtcDateTime.AddSeconds(30), timer.FireAt);
        Assert.All(job.Batches.Inputs<BatchInput>(), batch => Assert.Equal(timer.FireAt, batch.Deadline));

        timer.Fire();
        Assert.Equal(MockedContext.JobId, job.Stops.All.Single().Input);
        job.FinishAll();

        var progress = await job.Result;
        Assert.Equal(JobStatus.Partial, progress.Status);
        Assert.Equal((20, 80), (progress.Outcomes[Outcome.Ok], progress.Outcomes[Outcome.NotRun]));
        Assert.Null(progress.Error);
    }

    [Fact]
    public async Task Deadline_OfAJobThatEndsBefore_IsCancelled()
    {
        var job = new MockedJob(10, s_tens with { DeadlineSeconds = 30 }).Start();

        job.FinishAll();

        Assert.Equal(JobStatus.Succeeded, (await job.Result).Status);
        Assert.True(job.Context.Timers.Single().IsCancelled);
    }

    [Theory, InlineData("3", 3), InlineData("3%", 3), InlineData("2.5%", 2), InlineData("0", 0), InlineData("0%", 0)]
    public async Task Failures_WithinWhatIsTolerated_DoNotStopTheJob(string tolerated, int failures)
    {
        var job = new MockedJob(100, s_tens with { ToleratedFailures = tolerated }).Start();

        job.Finish(0, notOk: failures);
        job.FinishAll();

        Assert.Equal(failures == 0 ? JobStatus.Succeeded : JobStatus.Partial, (await job.Result).Status);
        Assert.Empty(job.Stops.All);
    }

    [Theory, InlineData("3", 4), InlineData("5%", 6), InlineData("2.5%", 3), InlineData("0", 1)]
    public async Task Failures_PastWhatIsTolerated_FailTheJobAndStopItsFetches(string tolerated, int failures)
    {
        var job = new MockedJob(100, s_tens with { ToleratedFailures = tolerated }).Start();

        job.Finish(1, notOk: failures);
        Assert.Single(job.Stops.All);
        job.FinishAll();

        var progress = await job.Result;
        Assert.Equal(JobStatus.Failed, progress.Status);
        Assert.Contains(tolerated, progress.Error, StringComparison.Ordinal);
        Assert.Equal([(0, 10), (10, 10)], job.Ranges);
        Assert.Equal(80, progress.Outcomes[Outcome.NotRun]);
        Assert.Single(job.Stops.All);
        Assert.Equal(Enumerable.Range(0, 100), job.Committed);
    }

    [Fact]
    public async Task Failures_PastWhatIsToleratedInTheLastBatch_StillFailTheJob()
    {
        var job = new MockedJob(10, s_tens with { ToleratedFailures = "1" }).Start();

        job.Finish(0, notOk: 2);

        Assert.Equal(JobStatus.Failed, (await job.Result).Status);
    }

    [Fact]
    public async Task Batch_ThatFails_FailsTheJobWithEveryUrlRecorded()
    {
        var job = new MockedJob(100, s_tens).Start();

        job.Batches.All[0].Fail("storage is gone");
        job.Finish(1);

        var progress = await job.Result;
        Assert.Equal(JobStatus.Failed, progress.Status);
        Assert.Contains("storage is gone", progress.Error, StringComparison.Ordinal);
        Assert.Single(job.Stops.All);
        Assert.Equal(
            [(0, 10, Outcome.Cancelled), (20, 80, Outcome.NotRun)],
            job.NotRuns.Inputs<NotRunInput>().Select(request => (request.Slice.First, request.Slice.Count, request.Outcome)));
        Assert.Equal(Enumerable.Range(0, 100), job.Committed);
    }

    [Fact]
    public async Task Batch_WhoseRecordsCannotBeWrittenEither_FailsTheOrchestration()
    {
        var job = new MockedJob(10, s_tens);
        job.NotRuns.AtOnce = null;
        job.Start();

        job.Batches.All[0].Fail("storage is gone");
        job.NotRuns.All[0].Fail("still gone");

        await Assert.ThrowsAsync<Microsoft.DurableTask.TaskFailedException>(() => job.Result);
    }

    [Fact]
    public async Task Status_WhateverAFailureSays_StaysWithinItsLimit()
    {
        var job = new MockedJob(100_000, s_tens).Start();

        job.Batches.All[0].Fail(string.Concat(Enumerable.Repeat("storage\r\nis \u001b[31mgone ", 20_000)));
        job.FinishAll();

        Assert.InRange(job.Context.LongestStatus, 1, MaxStatusBytes);
        Assert.DoesNotContain((await job.Result).Error!, char.IsControl);
    }

    [Fact]
    public async Task Reason_OfTheFirstStop_Stays()
    {
        var job = new MockedJob(100, s_tens with { ToleratedFailures = "0", DeadlineSeconds = 60 }).Start();
        job.Context.Timers.Single().Fire();

        job.Finish(0, notOk: 10);
        job.FinishAll();

        Assert.Equal(StopReason.Deadline, (await job.Result).Stop);
        Assert.Single(job.Stops.All);
    }
}
