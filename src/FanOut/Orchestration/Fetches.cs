using FanOut.Fetching;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>The fetches of one batch, raced against one durable timer.</summary>
internal sealed class Fetches(TaskOrchestrationContext context, Slice slice, SliceUrls read, FetchOptions options, DateTime notAfter)
{
    private readonly Task<FetchRecord>?[] _tasks = new Task<FetchRecord>?[read.Urls.Count];
    private int _left = read.Urls.Count;

    /// <summary>Ends when every fetch has answered, or at <paramref name="giveUpAt"/>.</summary>
    public async Task RunAsync(DateTime giveUpAt)
    {
        for (var i = 0; i < _tasks.Length; i++) _tasks[i] = FetchAsync(i);
        using var answered = new CancellationTokenSource();
        var timer = context.CreateTimer(giveUpAt, answered.Token);
        if (await Task.WhenAny(Task.WhenAll(_tasks!), timer) != timer) answered.Cancel();
    }

    /// <summary>One record for each URL, whatever has become of its fetch.</summary>
    public List<FetchRecord> Records()
    {
        var records = new List<FetchRecord>(_tasks.Length);
        for (var i = 0; i < _tasks.Length; i++)
        {
            records.Add(_tasks[i] switch
            {
                null => Without(i, Outcome.NotRun, null),
                { IsCompletedSuccessfully: true } fetched => fetched.Result,
                { IsFaulted: true } failed => Without(i, Outcome.Cancelled, ErrorLine.Clean("the fetch activity failed: " + failed.Exception!.InnerException!.Message)),
                _ => Without(i, Outcome.Timeout, "no answer from the fetch activity"),
            });
        }
        return records;
    }

    private async Task<FetchRecord> FetchAsync(int i)
    {
        var request = new FetchRequest { JobId = slice.JobId, Index = slice.First + i, SourceIndex = read.Sources?[i], Url = read.Urls[i], NotAfter = notAfter, Options = options };
        try
        {
            return await context.CallActivityAsync<FetchRecord>(ActivityNames.Fetch, request, RetryPolicies.Fetch);
        }
        finally
        {
            // With none left too: the next batch need not wait until the records of this one are stored.
            if (--_left == 0 || _left == BatchPlan.TellWhenLeft(_tasks.Length))
            {
                context.SendEvent(slice.JobId, WakeUp.EventName, new WakeUp(slice.First, _left));
            }
        }
    }

    private FetchRecord Without(int i, Outcome outcome, string? error) => new()
    {
        Index = slice.First + i,
        SourceIndex = read.Sources?[i],
        Url = read.Urls[i],
        Outcome = outcome,
        Error = error,
    };
}
