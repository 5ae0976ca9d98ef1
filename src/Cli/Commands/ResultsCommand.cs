using System.CommandLine;
using FanOut.Cli.Output;

namespace FanOut.Cli.Commands;

/// <summary>fanout results: the records of a job, as far as there are any.</summary>
internal static class ResultsCommand
{
    private static readonly string[] s_formats = ["ndjson", "json", "csv"];

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id", HelpName = "ID" };
        var format = new Option<string>("--format")
        {
            Description = $"{string.Join(", ", s_formats)} (default {s_formats[0]})",
            HelpName = string.Join('|', s_formats),
            DefaultValueFactory = _ => s_formats[0],
        };
        format.AcceptOnlyFromAmong(s_formats);
        var outcomes = OutcomeOption.Create("Only records that ended so, separated by commas");
        var outFile = new Option<string?>("--out") { Description = "A file for the results, instead of standard output", HelpName = "file" };
        var endpoint = new EndpointOptions();
        var command = new Command("results", "Download the results of a job") { id, format, outcomes, outFile };
        endpoint.AddTo(command);
        command.SetAction(async result =>
        {
            using var client = endpoint.Open(result);
            await using var output = ResultsOutput.Open(result.GetValue(outFile), json: false);
            var isComplete = await output.WriteAsync(client, result.GetRequiredValue(id), result.GetRequiredValue(format), OutcomeOption.Split(result.GetValue(outcomes)));
            if (!isComplete)
                await Console.Error.WriteLineAsync("fanout: the job has not finished; these are the results so far");
            return ExitCode.Succeeded;
        });
        return command;
    }
}
