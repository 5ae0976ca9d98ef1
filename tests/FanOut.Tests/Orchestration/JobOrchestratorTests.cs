using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

public sealed class JobOrchestratorTests
{
    [Fact]
    public async Task Job_WhoseUrlsAreAllOk_SucceedsAndWritesItsManifestLast()
    {
        var job = new MockedJob(10, new JobOptions { MaxConcurrency = 4, BatchSize = 4 }).Start();

        job.FinishAll();

        var progress = await job.Result;
        Assert.Equal(JobStatus.Succeeded, progress.Status);
        Assert.Equal(10, progress.Outcomes[Outcome.Ok]);
        Assert.Equal(10_000, progress.Bytes);
        Assert.Equal((10, 100L), (progress.CommittedIndex, progress.ResultsLength));
        Assert.Equal([(0, 4), (4, 4), (8, 2)], job.Ranges);
        var finish = job.Finishes.Inputs<FinishInput>().Single();
        Assert.Equal(MockedContext.JobId, finish.JobId);
        Assert.Equal(10, finish.Progress.CommittedIndex);
        Assert.NotNull(finish.Progress.FinishedAt);
    }

    [Fact]
    public async Task Job_WithUrlsThatAreNotOk_IsPartial()
    {
        var job = new MockedJob(10, new JobOptions { MaxConcurrency = 10, BatchSize = 10 }).Start();

        job.Finish(0, notOk: 1);

        Assert.Equal(JobStatus.Partial, (await job.Result).Status);
    }

    [Fact]
    public void Batches_OfAJob_HaveNamesMadeOfJobAndPosition()
    {
        var job = new MockedJob(60, new JobOptions { MaxConcurrency = 60, BatchSize = 25 }).Start();

        Assert.Equal([.. new[] { 0, 25, 50 }.Select(first => $"{MockedContext.JobId}-{first:D8}")], Enumerable.Range(0, 3).Select(job.IdOf));
    }

    [Fact]
    public void Batches_AreOfANewJobInItsFirstSecondsOnly()
    {
        var job = new MockedJob(30, new JobOptions { MaxConcurrency = 10, BatchSize = 10 });
        job.Context.Now = job.Input.CreatedAt.UtcDateTime.AddMilliseconds(200);
        job.Start();
        job.Context.Now = job.Context.Now.AddSeconds(5);

        job.Finish(0);

        Assert.Equal([true, false], job.Batches.Inputs<BatchInput>().Select(batch => batch.Slice.IsOfNewJob));
    }

    [Theory, InlineData(50, 25), InlineData(50, 30), InlineData(7, 3), InlineData(3, 500), InlineData(1, 1)]
    public async Task Cap_WhateverTheBatchSize_IsNeverExceeded(int maxConcurrency, int batchSize)
    {
        var job = new MockedJob(200, new JobOptions { MaxConcurrency = maxConcurrency, BatchSize = batchSize }).Start();

        // The newest of those that run ends first, so that old ones stay in flight.
        while (job.Batches.Open.LastOrDefault() is { } batch)
        {
            Assert.InRange(job.Batches.Open.Sum(open => ((BatchInput)open.Input!).Slice.Count), 1, maxConcurrency);
            job.Finish(batch);
        }

        Assert.Equal(200, (await job.Result).Done);
    }

    [Fact]
    public void Slots_ThatABatchTellsAreFree_AreUsedBeforeItEnds()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 10, BatchSize = 8 }).Start();
        Assert.Equal([(0, 8)], job.Ranges);

        job.Context.Wake(new WakeUp(0, 2));

        Assert.Equal([(0, 8), (8, 8)], job.Ranges);
    }

    [Fact]
    public void Slots_ThatOneSlowFetchLeavesFree_AreUsedAlthoughNoWholeBatchFits()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 10, BatchSize = 10 }).Start();

        job.Context.Wake(new WakeUp(0, 1));
        Assert.Equal([(0, 10), (10, 9)], job.Ranges);

        job.Context.Wake(new WakeUp(10, 1));
        Assert.Equal([(0, 10), (10, 9), (19, 8)], job.Ranges);
    }

    [Fact]
    public void Slots_BesideABatchInFullSwing_WaitUntilAWholeBatchFits()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 20, BatchSize = 10 }).Start();

        job.Context.Wake(new WakeUp(0, 1));
        Assert.Equal([(0, 10), (10, 10)], job.Ranges);

        job.Finish(0);
        Assert.Equal([(0, 10), (10, 10), (20, 10)], job.Ranges);
    }

    [Fact]
    public void WakeUp_OfABatchThatHasEnded_FreesNothing()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 10, BatchSize = 10 }).Start();
        job.Finish(0);

        job.Context.Wake(new WakeUp(0, 2));

        Assert.Equal([(0, 10), (10, 10)], job.Ranges);
    }

    [Fact]
    public void WakeUps_OneAfterTheOther_AlwaysFindAWaiter()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 10, BatchSize = 10 }).Start();

        for (var i = 0; i < 20; i++) job.Context.Wake(WakeUp.ControlChanged);

        Assert.Equal(21, job.Context.Waiters.All.Count);
        Assert.Single(job.Context.Waiters.Open);
        Assert.Equal(20, job.Controls.All.Count);
        Assert.All(job.Controls.All, read => Assert.Equal(MockedContext.JobId, read.Input));
    }

    [Fact]
    public async Task Commits_WhateverOrderBatchesEndIn_FollowTheOrderOfTheList()
    {
        var job = new MockedJob(40, new JobOptions { MaxConcurrency = 40, BatchSize = 10 }).Start();

        job.Finish(3);
        job.Finish(1);
        Assert.Empty(job.Commits.All);
        job.Finish(0);
        Assert.Equal([0, 10], job.Commits.Inputs<CommitInput>().Single().Parts.Select(part => part.First));
        job.Finish(2);

        await job.Result;
        Assert.Equal(Enumerable.Range(0, 40), job.Committed);
        Assert.Equal([0L, 200L], job.Commits.Inputs<CommitInput>().Select(commit => commit.Position));
    }

    [Fact]
    public async Task Commits_WhileOneIsUnderWay_Wait()
    {
        var job = new MockedJob(40, new JobOptions { MaxConcurrency = 40, BatchSize = 10 });
        job.Commits.AtOnce = null;
        job.Start();

        for (var i = 0; i < 4; i++) job.Finish(i);
        Assert.Single(job.Commits.All);
        job.Commits.All[0].Answer(100);

        Assert.Equal(100, job.Commits.Inputs<CommitInput>().Last().Position);
        Assert.Equal([10, 20, 30], job.Commits.Inputs<CommitInput>().Last().Parts.Select(part => part.First));
        Assert.False(job.IsEnded);
        job.Commits.All[1].Answer(400);
        Assert.Equal(400, (await job.Result).ResultsLength);
    }

    [Theory, InlineData(JobStatus.Succeeded, 0), InlineData(JobStatus.Partial, 2)]
    public async Task Batch_WithoutTolerance_NeverStopsTheJob(JobStatus status, int notOk)
    {
        var job = new MockedJob(4, new JobOptions { MaxConcurrency = 2, BatchSize = 2 }).Start();

        job.Finish(0, notOk);
        job.Finish(1, notOk);

        Assert.Equal(status, (await job.Result).Status);
        Assert.Empty(job.Stops.All);
    }

    [Fact]
    public async Task Generation_After200Batches_EndsWithNothingOutstandingAndTheNextGoesOn()
    {
        var options = new JobOptions { MaxConcurrency = 3, BatchSize = 1, DeadlineSeconds = 3_600 };
        var first = new MockedJob(250, options).Start();

        first.FinishAll();

        await first.Result;
        Assert.Equal(200, first.Batches.All.Count);
        Assert.Empty(first.Finishes.All);
        Assert.All(first.Context.Timers, timer => Assert.True(timer.IsCancelled));
        var (input, keepsEvents) = first.Context.Continued.Single();
        Assert.True(keepsEvents);
        var carried = ((JobInput)input!).Progress!;
        Assert.Equal((200, 200, 2_000L, 200), (carried.NextIndex, carried.CommittedIndex, carried.ResultsLength, carried.Done));

        var second = new MockedJob((JobInput)input).Start();
        Assert.Equal((200, 1), second.Ranges.First());
        second.FinishAll();

        var progress = await second.Result;
        Assert.Equal(JobStatus.Succeeded, progress.Status);
        Assert.Equal(250, progress.Outcomes[Outcome.Ok]);
        Assert.Equal(2_000, second.Commits.Inputs<CommitInput>().First().Position);
        Assert.Equal(Enumerable.Range(0, 250), first.Committed.Concat(second.Committed));
        Assert.Equal(first.Context.Timers[0].FireAt, second.Context.Timers[0].FireAt);
        Assert.Null(second.Finishes.Inputs<FinishInput>().Single().Job.Progress);
    }

    [Fact]
    public void Generation_ThatDrains_WaitsForABatchInFullSwing()
    {
        var job = new MockedJob(1_000, new JobOptions { MaxConcurrency = 2, BatchSize = 1 }).Start();

        while (job.Batches.Open.Skip(1).FirstOrDefault() is { } other) job.Finish(other);

        Assert.Equal(200, job.Batches.All.Count);
        Assert.Empty(job.Context.Continued);
        job.FinishAll();
        Assert.Single(job.Context.Continued);
    }

    [Fact]
    public void Generation_WithOneSlowFetchLeft_GoesOnForThreeTimesAsLong()
    {
        var job = new MockedJob(10_000, new JobOptions { MaxConcurrency = 10, BatchSize = 5 }).Start();
        job.Context.Wake(new WakeUp(0, 1));

        while (job.Batches.Open.Skip(1).FirstOrDefault() is { } other) job.Finish(other);

        Assert.Equal(600, job.Batches.All.Count);
        Assert.Empty(job.Context.Continued);
        job.FinishAll();
        Assert.Single(job.Context.Continued);
    }

    [Fact]
    public void Status_OfARunningJob_IsItsProgress()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 50, BatchSize = 25 }).Start();

        job.Finish(0, notOk: 3);

        Assert.Contains("\"ok\":22", job.Context.Statuses[^1], StringComparison.Ordinal);
        Assert.Contains("\"httpError\":3", job.Context.Statuses[^1], StringComparison.Ordinal);
    }
}
