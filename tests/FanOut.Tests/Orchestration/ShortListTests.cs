using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

/// <summary>Jobs that were told their URLs with their start, and have to write them down themselves.</summary>
public sealed class ShortListTests
{
    private static readonly string[] s_urls = ["https://example.com/0", "https://example.com/1", "https://example.com/2"];

    [Fact]
    public async Task Job_OfOneBatch_FetchesAtOnceAndEndsWhenItsInputIsWrittenToo()
    {
        var (job, inputs) = Start(new JobOptions());
        var batch = Assert.Single(job.Batches.Inputs<BatchInput>());
        Assert.Equal(s_urls, batch.Urls);
        Assert.True(batch.IsWholeJob);

        job.Finish(0);
        Assert.False(job.IsEnded);
        Assert.Empty(job.Finishes.All);
        inputs.All.Single().Answer(true);

        Assert.Equal(JobStatus.Succeeded, (await job.Result).Status);
        var list = inputs.Inputs<ShortList>().Single();
        Assert.Equal(MockedContext.JobId, list.JobId);
        Assert.Equal(s_urls, list.Urls);
        Assert.Null(job.Finishes.Inputs<FinishInput>().Single().Job.Urls);
    }

    [Fact]
    public async Task Job_OfSeveralBatches_HasThemReadWhatIsWrittenFirst()
    {
        var (job, inputs) = Start(new JobOptions { BatchSize = 2 });
        Assert.Empty(job.Batches.All);

        inputs.All.Single().Answer(true);
        job.FinishAll();

        Assert.All(job.Batches.Inputs<BatchInput>(), batch => Assert.Null(batch.Urls));
        Assert.Equal([(0, 2), (2, 1)], job.Ranges);
        Assert.Equal(JobStatus.Succeeded, (await job.Result).Status);
    }

    [Fact]
    public void Job_ThatMayHaveBeenStoppedSince_HasItsBatchRead()
    {
        var (job, inputs) = Start(new JobOptions(), startsAfter: TimeSpan.FromSeconds(5));
        Assert.Empty(job.Batches.All);

        inputs.All.Single().Answer(true);

        Assert.Null(job.Batches.Inputs<BatchInput>().Single().Urls);
    }

    [Fact]
    public async Task Job_ThatIsCancelledBeforeItsInputIsThere_RecordsItsUrlsOnceItIs()
    {
        var (job, inputs) = Start(new JobOptions { BatchSize = 2 });
        job.Controls.AtOnce = _ => JobControl.Nothing with { Cancelled = true, Version = 1 };
        job.Context.Wake(WakeUp.ControlChanged);
        Assert.Empty(job.NotRuns.All);

        inputs.All.Single().Answer(true);

        var progress = await job.Result;
        Assert.Equal(JobStatus.Cancelled, progress.Status);
        Assert.Equal(3, progress.Outcomes[Outcome.NotRun]);
        Assert.Empty(job.Batches.All);
    }

    [Fact]
    public void Job_WithACapPerHost_IsPlannedOnceItsInputIsThere()
    {
        var (job, inputs) = Start(new JobOptions { MaxPerHost = 1 });
        var plans = job.Context.Activity<List<HostLane>>(ActivityNames.PlanHosts);
        Assert.Empty(plans.All);

        inputs.All.Single().Answer(true);

        Assert.Single(plans.All);
    }

    [Fact]
    public async Task Batch_ThatIsToldItsUrls_ReadsNone()
    {
        var batch = new MockedBatch(3, urls: s_urls);
        Assert.Equal(s_urls, batch.Fetches.Inputs<FetchRequest>().Select(request => request.Url));
        Assert.Equal([100, 101, 102], batch.Fetches.Inputs<FetchRequest>().Select(request => request.Index));

        for (var i = 0; i < s_urls.Length; i++) batch.Answer(i);

        Assert.Equal(s_urls.Length + 1, (await batch.Result).Work.Activities);
        Assert.Empty(batch.Reads.All);
        Assert.Equal(s_urls, batch.Written.Select(record => record.Url));
    }

    private static (MockedJob Job, MockedTasks<bool> Inputs) Start(JobOptions options, TimeSpan startsAfter = default)
    {
        var input = MockedJob.InputOf(s_urls.Length, options);
        var job = new MockedJob(input with { Urls = s_urls });
        job.Context.Now = input.CreatedAt.UtcDateTime + startsAfter;
        var inputs = job.Context.Activity(ActivityNames.WriteInput);
        return (job.Start(), inputs);
    }
}
