using FanOut.Fetching;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

public sealed class BatchOrchestratorTests
{
    [Fact]
    public async Task Batch_WhoseFetchesAnswerInAnyOrder_StoresTheirRecordsInOrder()
    {
        var batch = new MockedBatch(3);

        batch.Answer(2);
        batch.Answer(0);
        Assert.False(batch.IsEnded);
        batch.Answer(1);

        Assert.Equal(new Part(MockedBatch.First, 3, 10), (await batch.Result).Part);
        Assert.Equal([100, 101, 102], batch.Written.Select(record => record.Index));
        Assert.Equal([.. batch.Written.Select(record => MockedBatch.UrlOf(record.Index))], batch.Written.Select(record => record.Url));
        Assert.All(batch.Written, record => Assert.Equal(Outcome.Ok, record.Outcome));
    }

    [Fact]
    public void Batch_ThatStarts_FetchesAllItsUrlsAtOnce()
    {
        var batch = new MockedBatch(50, options: new FetchOptions { MaxAttempts = 7 });

        Assert.Equal(Enumerable.Range(100, 50), batch.Fetches.Inputs<FetchRequest>().Select(request => request.Index));
        Assert.All(batch.Fetches.Inputs<FetchRequest>(), request =>
        {
            Assert.Equal(MockedContext.JobId, request.JobId);
            Assert.Equal(MockedBatch.UrlOf(request.Index), request.Url);
            Assert.Equal(7, request.Options.MaxAttempts);
        });
    }

    [Fact]
    public async Task Batch_OfAStoppedJob_FetchesNothingAndRecordsNotRun()
    {
        var batch = new MockedBatch(4, stopped: true);

        var result = await batch.Result;

        Assert.True(result.Stopped);
        Assert.Equal(2, result.Work.Activities);
        Assert.Empty(batch.Fetches.All);
        Assert.Empty(batch.Context.Timers);
        Assert.Equal([100, 101, 102, 103], batch.Written.Select(record => record.Index));
        Assert.All(batch.Written, record => Assert.Equal(Outcome.NotRun, record.Outcome));
    }

    [Fact]
    public async Task Batch_WhoseUrlsComeInPieces_AsksForTheRest()
    {
        var batch = new MockedBatch(5, urlsPerRead: 2);
        for (var i = 0; i < 5; i++) batch.Answer(i);

        Assert.Equal(3 + 5 + 1, (await batch.Result).Work.Activities);
        Assert.Equal([(100, 5, 36), (102, 3, 38), (104, 1, 40)], batch.Reads.Inputs<Slice>().Select(slice => (slice.First, slice.Count, slice.Skip)));
        Assert.Equal(Enumerable.Range(100, 5), batch.Written.Select(record => record.Index));
    }

    [Fact]
    public async Task Fetch_ThatNeverAnswers_IsATimeoutOnceTheTimerFiresAndItsSiblingsKeepTheirResults()
    {
        var batch = new MockedBatch(3);
        batch.Answer(0);
        batch.Answer(2);
        Assert.False(batch.IsEnded);

        batch.Context.Timers.Single().Fire();

        await batch.Result;
        Assert.Equal([Outcome.Ok, Outcome.Timeout, Outcome.Ok], batch.Written.Select(record => record.Outcome));
        Assert.Equal(101, batch.Written[1].Index);
        Assert.Equal(MockedBatch.UrlOf(101), batch.Written[1].Url);
        Assert.NotNull(batch.Written[1].Error);
    }

    [Fact]
    public async Task Fetch_ThatAnswersAfterTheTimer_LeavesItsRecordAsItWas()
    {
        var batch = new MockedBatch(2);
        batch.Context.Timers.Single().Fire();

        batch.Answer(0);
        batch.Answer(1);

        await batch.Result;
        Assert.Single(batch.Writes.All);
        Assert.All(batch.Written, record => Assert.Equal(Outcome.Timeout, record.Outcome));
    }

    [Theory, InlineData(1), InlineData(20), InlineData(500)]
    public async Task Timer_WhenTheWorkWins_IsTheOnlyOneAndIsCancelled(int count)
    {
        var batch = new MockedBatch(count);
        Assert.False(batch.Context.Timers.Single().IsCancelled);

        for (var i = 0; i < count; i++) batch.Answer(i);

        await batch.Result;
        Assert.True(batch.Context.Timers.Single().IsCancelled);
    }

    [Theory, InlineData(0.1, 1), InlineData(10, 25), InlineData(300, 500)]
    public void Timer_OfABatch_LeavesTimeForEvenTheLatestFetch(double timeoutSeconds, int count)
    {
        var batch = new MockedBatch(count, options: new FetchOptions { TimeoutSeconds = timeoutSeconds });

        var notAfter = batch.Fetches.Inputs<FetchRequest>().Select(request => request.NotAfter).Distinct().Single();
        Assert.True(notAfter >= batch.Context.Now.AddSeconds(timeoutSeconds * (count - 1)), "Queueing alone must not end a fetch.");
        Assert.True(batch.Context.Timers.Single().FireAt > notAfter.AddSeconds(timeoutSeconds));
    }

    [Fact]
    public void Fetches_OfAJobWithADeadline_DoNotStartAfterIt()
    {
        var deadline = new DateTime(2026, 7, 1, 12, 0, 30, DateTimeKind.Utc);

        var batch = new MockedBatch(3, deadline);

        Assert.All(batch.Fetches.Inputs<FetchRequest>(), request => Assert.Equal(deadline, request.NotAfter));
    }

    [Fact]
    public void Timer_OfABatchThatStartsLongAfterTheDeadline_StillLeavesTimeToAnswerNotRun()
    {
        var batch = new MockedBatch(3, deadline: new DateTime(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc));

        Assert.True(batch.Context.Timers.Single().FireAt > batch.Context.Now.AddSeconds(10));
    }

    [Fact]
    public async Task Fetch_WhoseActivityFails_IsARecordAndNotAFailure()
    {
        var batch = new MockedBatch(3);
        batch.Answer(0);
        batch.Fetches.All[1].Fail("the worker\r\nhas gone " + new string('x', 5_000));
        batch.Answer(2);

        await batch.Result;
        Assert.Equal([Outcome.Ok, Outcome.Cancelled, Outcome.Ok], batch.Written.Select(record => record.Outcome));
        Assert.Contains("the worker has gone", batch.Written[1].Error, StringComparison.Ordinal);
        Assert.InRange(batch.Written[1].Error!.Length, 1, 300);
    }

    [Theory]
    [InlineData(5, new[] { 1, 0 })]
    [InlineData(10, new[] { 2, 1, 0 })]
    [InlineData(25, new[] { 5, 2, 1, 0 })]
    [InlineData(500, new[] { 100, 50, 25, 12, 6, 3, 1, 0 })]
    public void SlotsFree_FromItsLastFifthOn_AreToldWithEachHalf(int count, int[] lefts)
    {
        var batch = new MockedBatch(count);

        for (var i = 0; i < count; i++)
        {
            Assert.Equal(lefts.Count(left => left >= count - i), batch.Context.Sent.Count);
            if (i % 3 == 0) batch.Fetches.All[i].Fail("no worker");
            else batch.Answer(i);
        }

        Assert.Equal(lefts.Select(left => (MockedContext.JobId, new WakeUp(MockedBatch.First, left))), batch.Context.Sent);
    }

    [Theory, InlineData(1), InlineData(4)]
    public void SlotsFree_OfASmallBatch_IsToldOnceNoneIsLeft(int count)
    {
        var batch = new MockedBatch(count);

        for (var i = 0; i < count; i++) batch.Answer(i);

        Assert.True(batch.IsEnded);
        Assert.Equal([(MockedContext.JobId, new WakeUp(MockedBatch.First, 0))], batch.Context.Sent);
    }
}
