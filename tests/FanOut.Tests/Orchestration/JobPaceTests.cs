using FanOut.Jobs;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

public sealed class JobPaceTests
{
    [Fact]
    public void Batches_OfAPacedJob_FollowEachOtherInTime()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 30, BatchSize = 10, MaxPerSecond = 4 }).Start();

        var now = job.Context.Now;
        Assert.Equal([now, now.AddSeconds(2.5), now.AddSeconds(5)], job.Batches.Inputs<BatchInput>().Select(batch => batch.Pace!.Start));
        Assert.All(job.Batches.Inputs<BatchInput>(), batch => Assert.Equal(0.25, batch.Pace!.IntervalSeconds));
        Assert.Equal(now.AddSeconds(4.75), job.Batches.Inputs<BatchInput>().ElementAt(1).Pace!.At(9));
    }

    [Fact]
    public void Batch_ThatStartsLate_DoesNotCatchUp()
    {
        var job = new MockedJob(100, new JobOptions { MaxConcurrency = 10, BatchSize = 10, MaxPerSecond = 5 }).Start();
        var late = job.Context.Now = job.Context.Now.AddSeconds(30);

        job.Finish(0);

        Assert.Equal(late, job.Batches.Inputs<BatchInput>().Last().Pace!.Start);
    }

    [Fact]
    public void Batches_OfASlowPace_AreShortAndNotFarAhead()
    {
        var job = new MockedJob(1_000, new JobOptions { MaxConcurrency = 500, BatchSize = 100, MaxPerSecond = 0.5 }).Start();

        // One of a minute; the next starts when its time is near.
        Assert.Equal([(0, 30)], job.Ranges);
        job.Context.Now = job.Context.Now.AddSeconds(50);
        job.Context.Wake(new WakeUp(0, 5));
        Assert.Equal([(0, 30), (30, 30)], job.Ranges);
    }

    [Fact]
    public void Batches_WithoutACapPerSecond_HaveNoPace()
    {
        var job = new MockedJob(20, new JobOptions { MaxConcurrency = 10, BatchSize = 10 }).Start();

        Assert.Null(job.Batches.Inputs<BatchInput>().Single().Pace);
    }
}
