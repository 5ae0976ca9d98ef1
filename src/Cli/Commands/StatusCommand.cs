using System.CommandLine;
using FanOut.Cli.Hosting;
using FanOut.Cli.Jobs;
using FanOut.Cli.Output;

namespace FanOut.Cli.Commands;

/// <summary>fanout status: how a job gets on, once or until its end.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var watch = new Option<bool>("--watch") { Description = "Stay until the job has ended; Ctrl-C leaves the job alone" };
        var status = new JobCommand("status", "Show how a job gets on");
        status.Command.Add(watch);
        return status.Ends(async (client, id, result) =>
        {
            using var interruption = new Interruption();
            var job = await client.GetAsync(id);
            if (result.GetValue(watch) && !job.Finished)
                job = await JobProgress.Create().ShowAsync(report => JobRunner.WatchAsync(client, job, report, interruption.Token));
            status.Write(result, job, () => Summary.Write(Console.Out, job, $"fanout results {job.Id}"));
            if (interruption.Requested)
                return ExitCode.Interrupted;
            return job.Finished && !job.Succeeded ? ExitCode.NotAllOk : ExitCode.Succeeded;
        });
    }
}
