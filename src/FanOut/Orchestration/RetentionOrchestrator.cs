using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>Purges old jobs, hour by hour and as long as the app is set to: one instance for a whole task hub.</summary>
public static class RetentionOrchestrator
{
    public const string Name = nameof(RetentionOrchestrator);

    /// <summary>Its only one; no job can have this id.</summary>
    public const string InstanceId = "retention";

    private static readonly TimeSpan s_every = TimeSpan.FromHours(1);

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var round = await context.CallActivityAsync<RetentionRound>(ActivityNames.PurgeExpired, null, RetryPolicies.Storage);
        if (!round.IsOn) return;
        if (!round.HasMore) await context.CreateTimer(s_every, CancellationToken.None);
        context.ContinueAsNew();
    }
}
