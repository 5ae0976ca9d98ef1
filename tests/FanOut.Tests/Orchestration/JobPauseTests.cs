using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

public sealed class JobPauseTests
{
    private static readonly JobOptions s_tens = new() { MaxConcurrency = 20, BatchSize = 10 };

    [Fact]
    public void Pause_OfARunningJob_LetsItsBatchesEndAndStartsNone()
    {
        var job = Paused(new MockedJob(100, s_tens));

        job.FinishAll();

        Assert.False(job.IsEnded);
        Assert.Equal([(0, 10), (10, 10)], job.Ranges);
        Assert.Equal(Enumerable.Range(0, 20), job.Committed);
        Assert.Equal(JobStatus.Paused, job.Status.Status);
    }

    [Fact]
    public async Task Resume_OfAPausedJob_GoesOnWhereItStood()
    {
        var job = Paused(new MockedJob(100, s_tens));
        job.FinishAll();

        Wake(job, new JobControl { Version = 2 });
        Assert.Equal(JobStatus.Running, job.Status.Status);
        job.FinishAll();

        Assert.Equal(JobStatus.Succeeded, (await job.Result).Status);
        Assert.Equal(Enumerable.Range(0, 100), job.Committed);
    }

    [Fact]
    public async Task Cancel_OfAPausedJob_RecordsTheRest()
    {
        var job = Paused(new MockedJob(100, s_tens));
        job.FinishAll();

        Wake(job, new JobControl { Paused = true, Cancelled = true, Version = 2 });

        var progress = await job.Result;
        Assert.Equal((JobStatus.Cancelled, 80), (progress.Status, progress.Outcomes[Outcome.NotRun]));
    }

    [Fact]
    public async Task Deadline_OfAPausedJob_EndsIt()
    {
        var job = Paused(new MockedJob(100, s_tens with { DeadlineSeconds = 30 }));
        job.FinishAll();

        job.Context.Timers.Single().Fire();

        var progress = await job.Result;
        Assert.Equal((JobStatus.Partial, 80), (progress.Status, progress.Outcomes[Outcome.NotRun]));
    }

    [Fact]
    public async Task Pause_WithNothingLeftToStart_DoesNotHoldTheJob()
    {
        var job = Paused(new MockedJob(20, s_tens));

        job.FinishAll();

        Assert.Equal(JobStatus.Succeeded, (await job.Result).Status);
    }

    [Fact]
    public void Pause_WhoseEventWasLost_IsHeardOfFromABatch()
    {
        var job = new MockedJob(100, s_tens).Start();
        job.Controls.AtOnce = _ => new JobControl { Paused = true, Version = 1 };

        job.Finish(0, controlVersion: 1);

        Assert.Equal(JobStatus.Paused, job.Status.Status);
        Assert.Single(job.Controls.All);
    }

    [Fact]
    public void Generation_AfterThePause_IsPausedAsWell()
    {
        var job = new MockedJob(MockedJob.InputOf(100, s_tens) with
        {
            Progress = new JobProgress { NextIndex = 50, CommittedIndex = 50, ResultsLength = 500, MaxConcurrency = 20, Paused = true },
        });
        job.Controls.AtOnce = _ => new JobControl { Paused = true, Version = 1 };

        job.Start();

        Assert.Empty(job.Batches.All);
        Assert.False(job.IsEnded);
        Assert.Equal(JobStatus.Paused, job.Status.Status);
    }

    [Fact]
    public void Generation_ThatMissedAWord_ReadsItAtItsStart()
    {
        var job = new MockedJob(MockedJob.InputOf(100, s_tens) with
        {
            Progress = new JobProgress { NextIndex = 50, CommittedIndex = 50, ResultsLength = 500, MaxConcurrency = 20, Paused = true },
        });
        job.Controls.AtOnce = _ => new JobControl { Version = 2 };

        job.Start();

        Assert.Equal([(50, 10), (60, 10)], job.Ranges);
    }

    [Theory, InlineData(40, 4), InlineData(5, 2)]
    public void Cap_WhenItIsChanged_HoldsFromTheNextBatchOn(int cap, int batches)
    {
        var job = new MockedJob(200, s_tens).Start();

        Wake(job, new JobControl { MaxConcurrency = cap, Version = 1 });

        Assert.Equal(batches, job.Batches.Open.Count());
        Assert.Equal(cap, job.Status.MaxConcurrency);
    }

    [Fact]
    public void Cap_ThatIsLowered_MakesTheNextBatchesSmallEnough()
    {
        var job = new MockedJob(200, s_tens).Start();
        Wake(job, new JobControl { MaxConcurrency = 5, Version = 1 });

        job.Finish(0);
        job.Finish(1);

        Assert.Equal([(0, 10), (10, 10), (20, 5)], job.Ranges);
    }

    private static MockedJob Paused(MockedJob job)
    {
        job.Start();
        Wake(job, new JobControl { Paused = true, Version = 1 });
        return job;
    }

    private static void Wake(MockedJob job, JobControl control)
    {
        job.Controls.AtOnce = _ => control;
        job.Context.Wake(WakeUp.ControlChanged);
    }
}
