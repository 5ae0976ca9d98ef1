using System.CommandLine;
using FanOut.Jobs;

namespace FanOut.Cli.Commands;

/// <summary>fanout cancel, pause, resume, change, redrive and purge.</summary>
internal static class ControlCommands
{
    public static IEnumerable<Command> Create()
    {
        yield return new JobCommand("cancel", "End a job: what was done is kept")
            .Does((client, id, _) => client.CancelAsync(id), job => $"Job {job.Id} is being cancelled.");
        yield return new JobCommand("pause", "Hold a job: what is in flight ends, nothing starts")
            .Does((client, id, _) => client.PauseAsync(id), job => $"Job {job.Id} is being paused.");
        yield return new JobCommand("resume", "Let a paused job go on")
            .Does((client, id, _) => client.ResumeAsync(id), job => $"Job {job.Id} goes on.");
        yield return Change();
        yield return Redrive();
        yield return Purge();
    }

    private static Command Change()
    {
        var cap = RangeOption.Create("--max-concurrency", "Fetches in flight at most, from the next batch on", JobLimits.MinConcurrency, JobLimits.MaxConcurrency);
        cap.Required = true;
        var change = new JobCommand("change", "Change a job that runs");
        change.Command.Add(cap);
        return change.Does((client, id, result) => client.ChangeAsync(id, result.GetRequiredValue(cap)), job => $"Job {job.Id} is being changed.");
    }

    private static Command Redrive()
    {
        var outcomes = OutcomeOption.Create("Only URLs that ended so, separated by commas; without it all that were not ok");
        var redrive = new JobCommand("redrive", "Fetch again, as a new job, what was not ok in one that has finished");
        redrive.Command.Add(outcomes);
        return redrive.Ends(async (client, id, result) =>
        {
            var job = await client.RedriveAsync(id, OutcomeOption.Split(result.GetValue(outcomes)));
            redrive.Write(result, job, () => Console.Error.WriteLine(
                $"Job {job.Id} fetches {job.Total:N0} URLs of job {job.RedriveOf} again. See it with: fanout status {job.Id} --watch"));
            return ExitCode.Succeeded;
        });
    }

    private static Command Purge()
    {
        var purge = new JobCommand("purge", "Remove a job that has finished, with its results");
        return purge.Ends(async (client, id, result) =>
        {
            // Afterwards there is nothing to tell of.
            var job = purge.IsJson(result) ? await client.GetAsync(id) : null;
            await client.PurgeAsync(id);
            if (job is not null)
                Console.WriteLine(job.Json);
            else
                await Console.Error.WriteLineAsync($"Job {id} is gone.");
            return ExitCode.Succeeded;
        });
    }
}
