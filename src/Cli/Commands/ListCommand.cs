using System.CommandLine;
using System.Text.Json.Nodes;
using FanOut.Cli.Output;

namespace FanOut.Cli.Commands;

/// <summary>fanout list: the jobs of an app, newest first.</summary>
internal static class ListCommand
{
    private const int DefaultTop = 20, MaxTop = 10_000;

    private static readonly string[] s_statuses = ["pending", "running", "paused", "succeeded", "partial", "failed", "cancelled"];

    public static Command Create()
    {
        var status = ChoiceOption.Create("--status", "Only jobs that are so", s_statuses);
        var top = RangeOption.Create("--top", $"How many jobs at most, default {DefaultTop}", 1, MaxTop);
        top.DefaultValueFactory = _ => DefaultTop;
        var json = new Option<bool>("--json") { Description = "Write the job objects, as one array, to standard output" };
        var endpoint = new EndpointOptions();
        var command = new Command("list", "List jobs, newest first") { status, top, json };
        endpoint.AddTo(command);
        command.SetAction(async result =>
        {
            using var client = endpoint.Open(result);
            var jobs = await client.ListAsync(result.GetValue(status), result.GetValue(top));
            if (result.GetValue(json))
                Console.WriteLine(new JsonArray([.. jobs.Select(job => JsonNode.Parse(job.Json))]).ToJsonString());
            else
                JobTable.Write(Console.Out, jobs);
            return ExitCode.Succeeded;
        });
        return command;
    }
}
