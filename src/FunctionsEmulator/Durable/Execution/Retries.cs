using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>Retries of activities and sub-orchestrations, by durable timers of the orchestrator itself.</summary>
internal static class Retries
{
    private static readonly string[] s_notFound = [TaskErrors.ActivityNotFound, TaskErrors.OrchestratorNotFound];

    public static async Task<T> RunAsync<T>(OrchestrationContext context, TaskRetryOptions options, Func<Task<T>> call)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException e) when (!IsPermanent(e.FailureDetails))
            {
                var elapsed = context.CurrentUtcDateTime - firstAttempt;
                if (options.Handler is { } handler)
                {
                    var retry = await handler(new RetryContext(context, attempt, e.FailureDetails, elapsed, CancellationToken.None));
                    if (!retry) throw;
                }
                else if (!await WaitForNextAsync(context, options.Policy!, attempt, elapsed, e.FailureDetails))
                {
                    throw;
                }
            }
        }
    }

    private static async Task<bool> WaitForNextAsync(
        OrchestrationContext context, RetryPolicy policy, int attempt, TimeSpan elapsed, TaskFailureDetails failure)
    {
        if (attempt >= policy.MaxNumberOfAttempts || Exceeds(elapsed, policy.RetryTimeout) || !policy.ShouldRetry(failure)) return false;
        var factor = Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var delay = policy.FirstRetryInterval * factor;
        if (Exceeds(delay, policy.MaxRetryInterval)) delay = policy.MaxRetryInterval;
        await context.CreateTimer(context.CurrentUtcDateTime + delay, CancellationToken.None);
        return true;
    }

    private static bool Exceeds(TimeSpan time, TimeSpan limit) => limit != Timeout.InfiniteTimeSpan && time >= limit;

    private static bool IsPermanent(TaskFailureDetails failure) => s_notFound.Contains(failure.ErrorType, StringComparer.Ordinal);
}
