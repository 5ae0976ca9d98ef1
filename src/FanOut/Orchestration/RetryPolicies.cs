using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>How often activities are tried when the platform fails them. What a site does is never a reason.</summary>
internal static class RetryPolicies
{
    /// <summary>Storage may be away for minutes: about six in all.</summary>
    public static TaskOptions Storage { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 20, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(20)));

    public static TaskOptions Fetch { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2));
}
