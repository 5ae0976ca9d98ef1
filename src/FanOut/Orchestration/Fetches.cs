using FanOut.Fetching;
using Microsoft.DurableTask;

namespace FanOut.Orchestration;

/// <summary>The fetches of one batch, raced against one durable timer.</summary>
internal sealed class Fetches(TaskOrchestrationContext context, Slice slice, SliceUrls read, BatchInput batch, DateTime notAfter)
{
    private readonly Task<FetchRecord>?[] _tasks = new Task<FetchRecord>?[read.Urls.Count];
    private int _left = read.Urls.Count;
    private bool _gaveUp;

    /// <summary>Ends when every fetch has answered, or at <paramref name="giveUpAt"/>.</summary>
    public async Task RunAsync(DateTime giveUpAt)
    {
        var all = batch.MaxPerHost is { } maxPerHost ? ByHost(maxPerHost) : AllAtOnce();
        using var answered = new CancellationTokenSource();
        var timer = context.CreateTimer(giveUpAt, answered.Token);
        if (await Task.WhenAny(Task.WhenAll(all), timer) != timer) answered.Cancel();
        _gaveUp = true;
    }

    private List<Task> AllAtOnce()
    {
        for (var i = 0; i < _tasks.Length; i++) _tasks[i] = FetchAsync(i);
        return [.. _tasks.Select(fetch => fetch!)];
    }

    /// <summary>So many chains of fetches for each host: one of its URLs starts when an earlier one has ended.</summary>
    private List<Task> ByHost(int maxPerHost)
    {
        var hosts = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var i = 0; i < _tasks.Length; i++)
        {
            var host = HostKey.Of(read.Urls[i]);
            if (!hosts.TryGetValue(host, out var queue)) hosts[host] = queue = new Queue<int>();
            queue.Enqueue(i);
        }
        return [.. hosts.Values.SelectMany(queue => Enumerable.Range(0, Math.Min(maxPerHost, queue.Count)).Select(_ => OneByOneAsync(queue)))];
    }

    private async Task OneByOneAsync(Queue<int> queue)
    {
        while (!_gaveUp && queue.TryDequeue(out var i))
        {
            var fetch = _tasks[i] = FetchAsync(i);
            await Task.WhenAny(fetch);
        }
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
        var request = new FetchRequest
        {
            JobId = slice.JobId,
            Index = IndexOf(i),
            SourceIndex = read.Sources?[i],
            Url = read.Urls[i],
            NotBefore = batch.Pace?.At(i),
            IntervalSeconds = batch.Pace?.IntervalSeconds,
            NotAfter = notAfter,
            Options = batch.Options,
        };
        try
        {
            return await context.CallActivityAsync<FetchRecord>(ActivityNames.Fetch, request, RetryPolicies.Fetch);
        }
        finally
        {
            // With none left too: the next batch need not wait until the records of this one are stored.
            if (BatchPlan.IsTold(_tasks.Length, --_left))
            {
                context.SendEvent(slice.JobId, WakeUp.EventName, new WakeUp(slice.First, _left));
            }
        }
    }

    private int IndexOf(int i) => read.Indexes is { } indexes ? indexes[i] : slice.First + i;

    private FetchRecord Without(int i, Outcome outcome, string? error) => new()
    {
        Index = IndexOf(i),
        SourceIndex = read.Sources?[i],
        Url = read.Urls[i],
        Outcome = outcome,
        Error = error,
    };
}
