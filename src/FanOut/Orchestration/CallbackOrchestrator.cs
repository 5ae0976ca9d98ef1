using FanOut.Callbacks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>
/// Tells the end of one job to the address that its caller gave. It is an instance of its own, so that the job has ended
/// while this goes on; its custom status and its output are the <see cref="JobCallback"/> that the job shows.
/// </summary>
public static class CallbackOrchestrator
{
    public const string Name = nameof(CallbackOrchestrator);

    /// <summary>Between one attempt and the next: soon for a hiccup, later for a receiver that is being repaired.</summary>
    private static readonly TimeSpan[] s_delays =
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public static int MaxAttempts => s_delays.Length + 1;

    /// <summary>Begins as the names of the job's batches do, so that it goes when the job is purged.</summary>
    public static string IdOf(string jobId) => $"{jobId}-callback";

    [Function(Name)]
    public static async Task<JobCallback> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<CallbackInput>()!;
        var callback = new JobCallback { Url = input.Url };
        while (true)
        {
            var answer = await context.CallActivityAsync<CallbackAnswer>(ActivityNames.DeliverCallback, input, RetryPolicies.Storage);
            callback = callback.After(answer, isLast: callback.Attempts + 1 == MaxAttempts, new DateTimeOffset(context.CurrentUtcDateTime));
            if (callback.Status != CallbackStatus.Pending) return callback;
            context.SetCustomStatus(callback);
            await context.CreateTimer(context.CurrentUtcDateTime + s_delays[callback.Attempts - 1], CancellationToken.None);
        }
    }
}
