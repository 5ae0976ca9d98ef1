using System.Net;
using System.Text.Json.Nodes;
using FanOut.Cli.Hosting;
using FanOut.Cli.Output;

namespace FanOut.Cli.Jobs;

/// <summary>Sees one job through: sends it, reports how it gets on, and cancels it when the user asks for the end.</summary>
internal sealed class JobRunner(JobClient client, Interruption interruption, IJobProgress progress)
{
    public Task<JobSnapshot> RunAsync(
        string? name, JsonObject options, IAsyncEnumerable<string>? urls, JsonObject? urlsFrom = null, string? callbackUrl = null) => progress.ShowAsync(async report =>
    {
        var job = await client.SubmitAsync(name, callbackUrl, options, urls, urlsFrom);
        var pace = new PollingPace();
        var cancelled = false;
        report(job);
        while (!job.Finished)
        {
            if (interruption.Requested && !cancelled)
            {
                await CancelAsync(job.Id);
                cancelled = true;
                pace = new PollingPace();
            }

            // Once cancelled the token is of no use any more: it would turn every wait into none.
            await Task.Delay(pace.Next(job.RetryAfter), cancelled ? CancellationToken.None : interruption.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            job = await client.GetAsync(job.Id);
            report(job);
        }

        return job;
    });

    /// <summary>Looks at a job until its end, or until the user goes.</summary>
    public static async Task<JobSnapshot> WatchAsync(JobClient client, JobSnapshot job, Action<JobSnapshot> report, CancellationToken leave)
    {
        var pace = new PollingPace();
        report(job);
        while (!job.Finished)
        {
            await Task.Delay(pace.Next(job.RetryAfter), leave).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (leave.IsCancellationRequested)
                break;
            job = await client.GetAsync(job.Id);
            report(job);
        }

        return job;
    }

    /// <summary>Looks at a job that has ended until its callback has been tried once, or until the user goes.</summary>
    public static async Task<JobSnapshot> SeeCallbackAsync(JobClient client, JobSnapshot job, CancellationToken leave)
    {
        var pace = new PollingPace();
        while (job.Callback is { IsOnItsWay: true } && !leave.IsCancellationRequested)
        {
            await Task.Delay(pace.Next(job.RetryAfter), leave).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            job = await client.GetAsync(job.Id);
        }

        return job;
    }

    private async Task CancelAsync(string id)
    {
        try
        {
            await client.CancelAsync(id);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Conflict)
        {
            // It has ended by itself meanwhile.
        }
    }
}
