using System.CommandLine;
using System.Text.Json.Nodes;
using FanOut.Cli.Hosting;
using FanOut.Cli.Jobs;
using FanOut.Cli.Output;
using FanOut.Cli.Site;
using FanOut.Jobs;

namespace FanOut.Cli.Commands;

/// <summary>fanout demo: everything in this process, a site to fetch from too.</summary>
internal static class DemoCommand
{
    private const int DefaultUrls = 100, DefaultConcurrency = 25;

    /// <summary>Batches under way at once: the slow pages hold up their own, not the others.</summary>
    private const int Lanes = 5;
    // Short, since the demo's slowest pages are there to be given up on.
    private const double TimeoutSeconds = 2;

    public static Command Create()
    {
        var urls = RangeOption.Create("--urls", "How many URLs to fetch", 1, JobLimits.DefaultMaxUrls);
        urls.DefaultValueFactory = _ => DefaultUrls;
        var concurrency = RangeOption.Create("--concurrency", "Fetches in flight at most", JobLimits.MinConcurrency, JobLimits.MaxConcurrency);
        concurrency.DefaultValueFactory = _ => DefaultConcurrency;
        var json = new Option<bool>("--json") { Description = "Write the final job object, and only that, to standard output" };
        var command = new Command("demo", "Start everything here, a sample site too, and fetch from it") { urls, concurrency, json };
        command.SetAction(async result =>
        {
            using var interruption = new Interruption();
            await using var site = await SampleSite.StartAsync();
            await using var app = await AppHost.StartAsync([site.BaseUri.Authority], interruption.Token);
            using var client = new JobClient(app.BaseAddress);
            var count = result.GetValue(urls);
            var cap = result.GetValue(concurrency);
            Console.Error.WriteLine($"Fetching {count:N0} URLs of a sample site, at most {cap:N0} at once; a few answer 404, late or never.");

            var job = await new JobRunner(client, interruption, JobProgress.Create()).RunAsync(
                "demo", new JsonObject { ["maxConcurrency"] = cap, ["batchSize"] = Math.Max(1, cap / Lanes), ["timeoutSeconds"] = TimeoutSeconds }, DemoUrls.CreateAsync(site.BaseUri, count));
            var records = await CountRecordsAsync(client, job);

            if (result.GetValue(json))
                Console.WriteLine(job.Json);
            var summary = result.GetValue(json) ? Console.Error : Console.Out;
            Summary.Write(summary, job, $"{records:N0} records in {app.WhereResultsAre(job)}");
            summary.WriteLine($"The site saw {site.Requests:N0} requests, at most {site.MaxInFlight:N0} at once.");
            if (interruption.Requested)
                return ExitCode.Interrupted;
            return job.Status is not "failed" && records == count ? ExitCode.Succeeded : ExitCode.NotAllOk;
        });
        return command;
    }

    private static async Task<int> CountRecordsAsync(JobClient client, JobSnapshot job)
    {
        using var results = new StreamReader((await client.OpenResultsAsync(job.Id)).Records);
        var count = 0;
        while (await results.ReadLineAsync() is { Length: > 0 })
            count++;
        return count;
    }
}
