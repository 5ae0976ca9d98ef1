using System.CommandLine;
using FanOut.Cli.Hosting;
using FanOut.Cli.Jobs;
using FanOut.Cli.Output;

namespace FanOut.Cli.Commands;

/// <summary>fanout run: fetch the URLs of a list, here or by an app that runs elsewhere.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var urls = new Argument<string[]>("urls")
        {
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "FILE|URL...|-",
            Description = "A file with one URL a line (# begins a comment), URLs, or - for standard input",
        };
        var name = new Option<string?>("--name") { Description = "A label for the job", HelpName = "text" };
        var callback = new Option<string?>("--callback-url") { Description = "Where the app posts the job when it has ended; the app needs FanOut__CallbackSecret", HelpName = "url" };
        var endpoint = new Option<Uri?>("--endpoint")
        {
            Description = "An app that runs already, such as http://127.0.0.1:7071; without it the app runs here, for the length of the job",
            HelpName = "url",
            CustomParser = EndpointOptions.Parse,
        };
        var key = new Option<string?>("--key") { Description = "The function key of that app", HelpName = "key" };
        var outFile = new Option<string?>("--out") { Description = "A file for the results, instead of standard output", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Write the final job object, and only that, to standard output" };
        var options = new JobOptionSet();
        var lists = new ListOptions();

        var command = new Command("run", "Fetch the URLs of a list") { urls, name, callback, endpoint, key, outFile, json };
        lists.AddTo(command, urls);
        options.AddTo(command);
        UnknownOptions.Refuse(command, urls);
        command.SetAction(async result =>
        {
            using var interruption = new Interruption();
            var from = lists.Read(result);
            var list = from is not null ? null : await UrlList.OpenAsync(result.GetRequiredValue(urls), () => Console.In, interruption.Token);
            await using var output = ResultsOutput.Open(result.GetValue(outFile), result.GetValue(json));
            await using var app = result.GetValue(endpoint) is null ? await AppHost.StartAsync([], interruption.Token) : null;
            using var client = new JobClient(result.GetValue(endpoint) ?? app!.BaseAddress, result.GetValue(key));

            var job = await new JobRunner(client, interruption, JobProgress.Create())
                .RunAsync(result.GetValue(name), options.Read(result), list, from, result.GetValue(callback));
            // An app that ends with this process would leave the telling to its next start.
            if (app is not null)
                job = await JobRunner.SeeCallbackAsync(client, job, interruption.Token);
            await output.WriteAsync(client, job);
            Summary.Write(Console.Error, job, output.Where ?? app?.WhereResultsAre(job) ?? $"fanout/{job.Id}/results.ndjson in the app's storage");
            return interruption.Requested ? ExitCode.Interrupted : job.Succeeded ? ExitCode.Succeeded : ExitCode.NotAllOk;
        });
        return command;
    }
}
