using System.Collections.Concurrent;
using Polly;
using Polly.Retry;

namespace FanOut.Fetching;

/// <summary>One retry pipeline for each number of attempts, shared by all fetches.</summary>
internal sealed class RetryPipelines(TimeProvider time)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);
    /// <summary>A server that asks for more is tried again after this; few that overload a fetch's time limit are worth it.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, ResiliencePipeline<FetchProgress>> _byAttempts = new();

    public ResiliencePipeline<FetchProgress> For(int maxAttempts) =>
        maxAttempts <= 1 ? ResiliencePipeline<FetchProgress>.Empty : _byAttempts.GetOrAdd(maxAttempts, static (attempts, time) => Build(attempts, time), time);

    private static ResiliencePipeline<FetchProgress> Build(int maxAttempts, TimeProvider time) =>
        new ResiliencePipelineBuilder<FetchProgress> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<FetchProgress>
            {
                MaxRetryAttempts = maxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstBackoff,
                MaxDelay = LongestBackoff,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { MayPass: true, Interrupted: false }),
                DelayGenerator = static args => ValueTask.FromResult(Asked(args.Outcome.Result)),
                OnRetry = static args => GiveUpPastDeadline(args.Outcome.Result!, args.RetryDelay),
            })
            .Build();

    private static TimeSpan? Asked(FetchProgress? fetch) =>
        fetch?.RetryAfter is { } asked ? (asked < LongestRetryAfter ? asked : LongestRetryAfter) : null;

    /// <summary>The wait is known only here, and an exception is the only way out before it begins.</summary>
    private static ValueTask GiveUpPastDeadline(FetchProgress fetch, TimeSpan wait)
    {
        fetch.GaveUp = wait >= fetch.Remaining;
        return fetch.GaveUp ? throw new OperationCanceledException() : ValueTask.CompletedTask;
    }
}
