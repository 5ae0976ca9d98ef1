using FanOut.Jobs;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

/// <summary>When the records of batches are put behind the results.</summary>
public sealed class JobCommitTests
{
    private static readonly JobOptions s_options = new() { MaxConcurrency = 4, BatchSize = 1 };

    [Fact]
    public void Records_OfTheFirstBatch_AreCommittedAtOnce()
    {
        var job = new MockedJob(100, s_options).Start();

        job.Finish(0);

        Assert.Equal([0], job.Committed);
        Assert.Empty(job.Context.Timers);
    }

    [Fact]
    public void Batches_ThatEndWithinHalfASecond_AreCommittedTogetherWhenItIsOver()
    {
        var job = new MockedJob(100, s_options).Start();

        for (var batch = 0; batch < 5; batch++) job.Finish(batch);

        Assert.Equal([0], job.Committed);
        var timer = Assert.Single(job.Context.Timers);
        Assert.Equal(TimeSpan.FromMilliseconds(500), timer.FireAt - job.Context.Now);

        job.Context.Now = timer.FireAt;
        timer.Fire();

        Assert.Equal(2, job.Commits.All.Count);
        Assert.Equal([0, 1, 2, 3, 4], job.Committed);
    }

    [Fact]
    public void Batch_ThatEndsLaterThanHalfASecondAfterTheLastCommit_IsCommittedAtOnce()
    {
        var job = new MockedJob(100, s_options).Start();
        job.Finish(0);

        job.Context.Now += TimeSpan.FromMilliseconds(500);
        job.Finish(1);

        Assert.Equal([0, 1], job.Committed);
        Assert.Empty(job.Context.Timers);
    }

    [Fact]
    public async Task Parts_AreRemovedByTheCommitAfterTheirs_AndThoseOfTheLastByTheEnd()
    {
        var job = new MockedJob(2, s_options with { MaxConcurrency = 1 }).Start();
        job.Finish(0);
        job.Context.Now += TimeSpan.FromMilliseconds(500);

        job.Finish(1);

        await job.Result;
        Assert.Equal([null, 0], job.Commits.Inputs<CommitInput>().Select(commit => commit.Done?.Single().First));
        Assert.Equal(1, job.Finishes.Inputs<FinishInput>().Single().Done!.Single().First);
    }

    [Fact]
    public void PartsOfAnEarlierGeneration_AreRemovedByTheFirstCommitOfTheNext()
    {
        var done = new List<Part> { new(0, 1, MockedJob.BytesPerRecord) };
        var input = MockedJob.InputOf(3, s_options);
        var progress = new JobProgress { StartedAt = input.CreatedAt, MaxConcurrency = 4, Work = WorkCount.Orchestration, NextIndex = 1, CommittedIndex = 1, ResultsLength = MockedJob.BytesPerRecord };

        Assert.Equal(done, FirstCommit(input with { Progress = progress, Done = done }).Done);
        // A redrive is made from the input of its source.
        Assert.Null(FirstCommit(input with { Done = done }).Done);

        static CommitInput FirstCommit(JobInput input)
        {
            var job = new MockedJob(input).Start();
            job.Finish(0);
            return job.Commits.Inputs<CommitInput>().First();
        }
    }

    [Theory, InlineData(Capture.Text, null), InlineData(Capture.None, 5)]
    public async Task WhatIsLeft_OfAJobThatMayHaveMadeMoreThanParts_IsLookedFor(Capture capture, int? maxPerHost)
    {
        var job = new MockedJob(1, s_options with { Capture = capture, MaxPerHost = maxPerHost });
        if (maxPerHost is not null) job.Context.Activity<List<HostLane>>(ActivityNames.PlanHosts).AtOnce = _ => [new HostLane { Count = 1, From = 0 }];
        if (maxPerHost is not null) job.Context.Activity<long>(ActivityNames.MergeResults).AtOnce = _ => MockedJob.BytesPerRecord;
        job.Start();

        job.FinishAll();

        await job.Result;
        Assert.Null(job.Finishes.Inputs<FinishInput>().Single().Done);
    }

    [Theory, InlineData(3, 3, true), InlineData(3, 2, false), InlineData(2, 3, false)]
    public async Task JobOfOneBatch_NeedsNoCommit(int batchSize, int maxConcurrency, bool isOneBatch)
    {
        var job = new MockedJob(3, s_options with { BatchSize = batchSize, MaxConcurrency = maxConcurrency }).Start();

        job.FinishAll();

        var progress = await job.Result;
        Assert.Equal(isOneBatch, job.Commits.All.Count == 0);
        Assert.All(job.Batches.Inputs<BatchInput>(), batch => Assert.Equal(isOneBatch, batch.IsWholeJob));
        Assert.Equal((3, 3L * MockedJob.BytesPerRecord), (progress.CommittedIndex, progress.ResultsLength));
        Assert.Equal(isOneBatch ? 0 : 1, job.Finishes.Inputs<FinishInput>().Single().Done!.Count);
    }

    [Fact]
    public async Task JobOfOneBatch_ThatFailed_IsWrittenWholeAsNotRun()
    {
        var job = new MockedJob(3, s_options with { BatchSize = 3 }).Start();

        job.Batches.All[0].Fail("storage is gone");

        Assert.True(job.NotRuns.Inputs<NotRunInput>().Single().IsWholeJob);
        Assert.Empty(job.Commits.All);
        Assert.Equal(JobStatus.Failed, (await job.Result).Status);
    }

    [Fact]
    public void Batch_ThatEndsBeforeAnEarlierOne_IsNotWaitedFor()
    {
        var job = new MockedJob(100, s_options).Start();
        job.Finish(0);

        job.Finish(2);

        Assert.Empty(job.Context.Timers);
        Assert.Equal([0], job.Committed);
    }

    [Fact]
    public void WhatIsThere_WhenTheLastBatchStarts_IsCommittedAtOnce()
    {
        var job = new MockedJob(6, s_options).Start();
        job.Finish(0);

        job.Finish(1);
        Assert.Equal([0, 1], job.Committed);

        job.Finish(2);
        Assert.Equal([0, 1], job.Committed);
    }

    [Fact]
    public async Task LastBatch_OfAJob_IsCommittedWithoutAWait()
    {
        var job = new MockedJob(6, s_options).Start();

        job.FinishAll();

        Assert.Equal(JobStatus.Succeeded, (await job.Result).Status);
        Assert.Equal(Enumerable.Range(0, 6), job.Committed);
        Assert.All(job.Context.Timers, timer => Assert.True(timer.IsCancelled));
    }
}
