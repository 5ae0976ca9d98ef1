using System.Text.Json;
using FanOut.Callbacks;
using FanOut.Jobs;
using FanOut.Orchestration;
using Microsoft.DurableTask;

namespace FanOut.Tests.Orchestration;

public sealed class CallbackOrchestratorTests
{
    private const string Url = "https://receiver.example/hook";

    private static readonly CallbackAnswer s_delivered = new(204, null), s_busy = new(503, "HTTP 503"), s_gone = new(410, "HTTP 410", IsFinal: true);

    private readonly MockedContext _context = new(new CallbackInput(MockedContext.JobId, Url), CallbackOrchestrator.IdOf(MockedContext.JobId));
    private readonly MockedTasks<CallbackAnswer> _attempts;
    private readonly Task<JobCallback> _run;

    public CallbackOrchestratorTests()
    {
        _attempts = _context.Activity<CallbackAnswer>(ActivityNames.DeliverCallback);
        _run = _context.Start(CallbackOrchestrator.RunAsync);
    }

    [Fact]
    public async Task Callback_ThatIsTaken_IsDeliveredAtOnce()
    {
        _attempts.Open.Single().Answer(s_delivered);

        Assert.Equal(
            new JobCallback { Url = Url, Status = CallbackStatus.Delivered, Attempts = 1, LastStatusCode = 204, DeliveredAt = new DateTimeOffset(_context.Now) },
            await Ended());
        Assert.Empty(_context.Timers);
    }

    [Fact]
    public async Task Callback_ThatIsNotTaken_IsTriedFiveTimesEverLater()
    {
        var waits = new List<TimeSpan>();
        while (_attempts.Open.SingleOrDefault() is { } attempt)
        {
            attempt.Answer(s_busy);
            if (_run.IsCompleted) break;
            Assert.Equal(CallbackStatus.Pending, JsonSerializer.Deserialize<JobCallback>(_context.Statuses[^1])!.Status);
            waits.Add(_context.Timers[^1].FireAt - _context.Now);
            _context.Now = _context.Timers[^1].FireAt;
            _context.Timers[^1].Fire();
        }

        Assert.Equal(new JobCallback { Url = Url, Status = CallbackStatus.Failed, Attempts = 5, LastStatusCode = 503, LastError = "HTTP 503" }, await Ended());
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(4, waits.Distinct().Count());
    }

    [Fact]
    public async Task Callback_ThatItsReceiverWantsNoMore_IsNotTriedAgain()
    {
        _attempts.Open.Single().Answer(s_busy);
        _context.Timers.Single().Fire();
        _attempts.Open.Single().Answer(s_gone);

        var callback = await Ended();
        Assert.Equal((CallbackStatus.Failed, 2, 410), (callback.Status, callback.Attempts, callback.LastStatusCode));
    }

    [Fact]
    public async Task Job_WithACallback_StartsItWhenItsManifestIsWritten()
    {
        var job = new MockedJob(MockedJob.InputOf(10, new JobOptions()) with { CallbackUrl = Url });
        var starts = job.Context.Activity(ActivityNames.StartCallback);
        job.Start();
        job.FinishAll();

        Assert.Single(job.Finishes.All);
        Assert.Equal(new CallbackInput(MockedContext.JobId, Url), starts.Inputs<CallbackInput>().Single());
        Assert.False(job.IsEnded);
        starts.Open.Single().Answer(true);
        Assert.Equal(JobStatus.Succeeded, (await job.Result).Status);
    }

    [Fact]
    public async Task Job_WithACallback_StartsItAlsoWhenThePlatformEndsTheJob()
    {
        var job = new MockedJob(MockedJob.InputOf(10, new JobOptions()) with { CallbackUrl = Url });
        var starts = job.Context.Activity(ActivityNames.StartCallback);
        starts.AtOnce = _ => true;
        job.Finishes.AtOnce = null;
        job.Start();
        job.FinishAll();

        job.Finishes.Open.Single().Fail("Storage is away.");

        Assert.Single(starts.All);
        await Assert.ThrowsAsync<TaskFailedException>(() => job.Result);
    }

    [Fact]
    public async Task Job_ThatContinuesAsNew_StartsNoCallback()
    {
        var job = new MockedJob(MockedJob.InputOf(300, new JobOptions { MaxConcurrency = 1, BatchSize = 1 }) with { CallbackUrl = Url });
        var starts = job.Context.Activity(ActivityNames.StartCallback);
        job.Start();
        job.FinishAll();

        await job.Result;
        Assert.Equal(Url, Assert.IsType<JobInput>(job.Context.Continued.Single().Input).CallbackUrl);
        Assert.Empty(starts.All);
    }

    private Task<JobCallback> Ended() => _run.IsCompleted ? _run : throw new InvalidOperationException("The callback has not ended.");
}
