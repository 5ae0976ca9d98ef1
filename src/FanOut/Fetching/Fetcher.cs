using FanOut.Fetching.Robots;
using Polly;

namespace FanOut.Fetching;

/// <summary>Fetches one URL. Whatever becomes of it is in the record; only the stopping of the host is an exception.</summary>
public sealed class Fetcher
{
    private const string StoppedEarlier = "the job was stopped before this URL's turn";

    private readonly FetchAttempt _attempt;
    private readonly RetryPipelines _pipelines;
    private readonly HostPauses _pauses;
    private readonly RobotsFiles _robots;
    private readonly TimeProvider _time;

    internal Fetcher(FetchTransport transport, EgressGuard guard, FetchSettings settings, TimeProvider time)
    {
        ContentDecoding.BeStrict();
        _pauses = new HostPauses(time);
        _robots = new RobotsFiles(new RobotsReader(transport, guard, time), time);
        _attempt = new FetchAttempt(transport, guard, new RobotsGate(_robots, settings.SentUserAgent), _pauses, settings.SentUserAgent, time);
        _pipelines = new RetryPipelines(time, _pauses);
        _time = time;
    }

    /// <exception cref="OperationCanceledException">The host stops; the URL is to be fetched again by the next one.</exception>
    public async Task<FetchRecord> FetchAsync(FetchRequest request, CancellationToken jobStopped, CancellationToken hostStopping)
    {
        hostStopping.ThrowIfCancellationRequested();
        if (jobStopped.IsCancellationRequested)
        {
            return Untouched(request, Outcome.NotRun, StoppedEarlier);
        }

        if (_time.GetUtcNow().UtcDateTime > request.NotAfter)
        {
            return Untouched(request, Outcome.NotRun, "its turn came too late");
        }

        if (TargetUrl.Parse(request.Url, out var url) is { } fault)
        {
            return Untouched(request, Outcome.InvalidUrl, fault);
        }

        // The URL's time begins after this: a host that wants to be left alone does not use it up.
        if (_pauses.IsPaused(request.JobId, url) && await WaitForHostAsync(request, url, jobStopped, hostStopping) is { } reason)
        {
            return Untouched(request, Outcome.NotRun, reason);
        }

        using var deadline = new TimeLimit(TimeSpan.FromSeconds(request.Options.TimeoutSeconds), _time);
        await using var onJobStopped = jobStopped.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        await using var onHostStopping = hostStopping.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        var fetch = new FetchProgress(request, url, _time, deadline, jobStopped);
        await RunAttemptsAsync(fetch);
        if (fetch.Interrupted)
        {
            hostStopping.ThrowIfCancellationRequested();
            SettleInterrupted(fetch, jobStopped.IsCancellationRequested);
        }

        return fetch.ToRecord();
    }

    internal bool HoldsBack(string jobId, Uri url) => _pauses.IsPaused(jobId, url);

    /// <summary>The job has ended: what its sites have said need not be kept.</summary>
    public void Forget(string jobId) => _robots.Forget(jobId);

    /// <summary>Why the URL is not to be fetched; null when its turn has come.</summary>
    private async Task<string?> WaitForHostAsync(FetchRequest request, Uri url, CancellationToken jobStopped, CancellationToken hostStopping)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(jobStopped, hostStopping);
        try
        {
            return await _pauses.WaitAsync(request.JobId, url, request.NotAfter, stopped.Token) ? null : "its host asked to be left alone for longer than there was time";
        }
        catch (OperationCanceledException)
        {
            hostStopping.ThrowIfCancellationRequested();
            return StoppedEarlier;
        }
    }

    private async ValueTask RunAttemptsAsync(FetchProgress fetch)
    {
        var context = ResilienceContextPool.Shared.Get(fetch.Stop);
        try
        {
            var ended = await _pipelines.For(fetch.Options.MaxAttempts).ExecuteOutcomeAsync(
                static async (_, state) =>
                {
                    await state.Attempt.RunAsync(state.Fetch);
                    return Polly.Outcome.FromResult(state.Fetch);
                },
                context,
                (Attempt: _attempt, Fetch: fetch));
            fetch.Interrupted |= ended.Exception is not null;
        }
        catch (OperationCanceledException) when (fetch.GaveUp)
        {
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static void SettleInterrupted(FetchProgress fetch, bool byJob)
    {
        if (byJob)
        {
            fetch.Settle(Outcome.Cancelled, "stopped by the job");
        }
        else
        {
            fetch.Settle(Outcome.Timeout, $"no complete answer within {fetch.Options.TimeoutSeconds} s");
        }
    }

    private FetchRecord Untouched(FetchRequest request, Outcome outcome, string error) => new()
    {
        Index = request.Index,
        SourceIndex = request.SourceIndex,
        Url = request.Url,
        Outcome = outcome,
        StartedAt = outcome is Outcome.NotRun ? null : _time.GetUtcNow(),
        Error = error,
    };
}
