using System.Text.Json.Nodes;
using FanOut.Cli.Hosting;
using FanOut.Cli.Output;

namespace FanOut.Cli.Jobs;

/// <summary>Sees one job through: sends it, reports how it gets on, and cancels it when the user asks for the end.</summary>
internal sealed class JobRunner(JobClient client, Interruption interruption, IJobProgress progress)
{
    public Task<JobSnapshot> RunAsync(string? name, JsonObject options, IAsyncEnumerable<string> urls) => progress.ShowAsync(async report =>
    {
        var job = await client.SubmitAsync(name, options, urls);
        var pace = new PollingPace();
        var cancelled = false;
        report(job);
        while (!job.Finished)
        {
            if (interruption.Requested && !cancelled)
            {
                await client.CancelAsync(job.Id);
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
}
