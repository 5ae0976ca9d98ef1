using System.CommandLine;
using FanOut.Cli.Output;

namespace FanOut.Cli.Commands;

/// <summary>fanout results: the records of a job, as far as there are any.</summary>
internal static class ResultsCommand
{
    private static readonly string[] s_formats = ["ndjson", "json", "csv"];

    public static Command Create()
    {
        var format = ChoiceOption.Create("--format", $"The form of the results (default {s_formats[0]})", s_formats);
        format.DefaultValueFactory = _ => s_formats[0];
        var outcomes = OutcomeOption.Create("Only records that ended so, separated by commas");
        var outFile = new Option<string?>("--out") { Description = "A file for the results, instead of standard output", HelpName = "file" };
        var results = new JobCommand("results", "Download the results of a job");
        results.Command.Add(format);
        results.Command.Add(outcomes);
        results.Command.Add(outFile);
        return results.Ends(async (client, id, result) =>
        {
            await using var output = ResultsOutput.Open(result.GetValue(outFile), results.IsJson(result));
            var isComplete = await output.WriteAsync(client, id, result.GetRequiredValue(format)!, OutcomeOption.Split(result.GetValue(outcomes)));
            if (results.IsJson(result))
                Console.WriteLine((await client.GetAsync(id)).Json);
            else if (!isComplete)
                await Console.Error.WriteLineAsync("fanout: the job has not finished; these are the results so far");
            return ExitCode.Succeeded;
        });
    }
}
