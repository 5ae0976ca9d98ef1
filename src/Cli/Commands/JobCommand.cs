using System.CommandLine;
using FanOut.Cli.Jobs;

namespace FanOut.Cli.Commands;

/// <summary>What the commands that look at or steer one job have in common: its id, where the app is, and --json.</summary>
internal sealed class JobCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The job's id, as run, list and POST /api/jobs tell it", HelpName = "ID" };
    private readonly EndpointOptions _endpoint = new();
    private readonly Option<bool> _json = new("--json") { Description = "Write the job object, and only that, to standard output" };

    public JobCommand(string name, string description)
    {
        Command = new Command(name, description) { _id };
        _endpoint.AddTo(Command);
        Command.Add(_json);
    }

    public Command Command { get; }

    /// <summary>Does something to a job, and tells of the job as it stands after it.</summary>
    public Command Does(Func<JobClient, string, ParseResult, Task> act, Func<JobSnapshot, string> say) => Ends(async (client, id, result) =>
    {
        await act(client, id, result);
        var job = await client.GetAsync(id);
        Write(result, job, () => Console.Error.WriteLine(say(job)));
        return ExitCode.Succeeded;
    });

    public Command Ends(Func<JobClient, string, ParseResult, Task<int>> run)
    {
        Command.SetAction(async result =>
        {
            using var client = _endpoint.Open(result);
            return await run(client, result.GetRequiredValue(_id), result);
        });
        return Command;
    }

    public bool IsJson(ParseResult result) => result.GetValue(_json);

    /// <summary>With --json the object to standard output; otherwise whatever is said to people.</summary>
    public void Write(ParseResult result, JobSnapshot job, Action say)
    {
        if (IsJson(result))
            Console.WriteLine(job.Json);
        else
            say();
    }
}
