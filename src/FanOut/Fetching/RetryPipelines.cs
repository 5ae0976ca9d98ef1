using System.Collections.Concurrent;
using Polly;
using Polly.Retry;

namespace FanOut.Fetching;

/// <summary>One retry pipeline for each number of attempts, shared by all fetches.</summary>
internal sealed class RetryPipelines(TimeProvider time, HostPauses pauses)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, ResiliencePipeline<FetchProgress>> _byAttempts = new();

    public ResiliencePipeline<FetchProgress> For(int maxAttempts) =>
        maxAttempts <= 1 ? ResiliencePipeline<FetchProgress>.Empty : _byAttempts.GetOrAdd(maxAttempts, static (attempts, self) => self.Build(attempts), this);

    private ResiliencePipeline<FetchProgress> Build(int maxAttempts) =>
        new ResiliencePipelineBuilder<FetchProgress> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<FetchProgress>
            {
                MaxRetryAttempts = maxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstBackoff,
                MaxDelay = LongestBackoff,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { MayPass: true, Interrupted: false }),
                DelayGenerator = args => ValueTask.FromResult(Wait(args.Outcome.Result!, args.AttemptNumber)),
                OnRetry = static args => GiveUpPastDeadline(args.Outcome.Result!, args.RetryDelay),
            })
            .Build();

    /// <summary>What the server has asked for, to this URL or to another; null leaves it to the backoff.</summary>
    private TimeSpan? Wait(FetchProgress fetch, int attempt)
    {
        TimeSpan? asked = fetch.RetryAfter is { } own ? HostPauses.Capped(own) : null;
        var backoff = FirstBackoff * Math.Pow(2, attempt);
        var turn = pauses.TakeRetryTurn(fetch.Request.JobId, fetch.Origin, backoff < LongestBackoff ? backoff : LongestBackoff) - fetch.Now;
        return turn > asked || asked is null ? turn : asked;
    }

    /// <summary>The wait is known only here, and an exception is the only way out before it begins.</summary>
    private static ValueTask GiveUpPastDeadline(FetchProgress fetch, TimeSpan wait)
    {
        fetch.GaveUp = wait >= fetch.Remaining;
        return fetch.GaveUp ? throw new OperationCanceledException() : ValueTask.CompletedTask;
    }
}
