using CrashLoop.Driver;

namespace CrashLoop.Checks;

/// <summary>What the witness saw must agree with what the journal had recorded by then.</summary>
internal static class ExecutionChecks
{
    /// <summary>The first task of a batch reads its URLs, so a URL's place in its batch is this much below its task's id.</summary>
    private const int FirstFetch = 1;

    /// <param name="executions">In the order in which they happened.</param>
    /// <param name="promises">What was started.</param>
    /// <param name="answeredBy">Tasks whose completion was recorded, with the life after which that was seen.</param>
    /// <param name="violations">Where to tell.</param>
    public static void Require(
        IReadOnlyCollection<Execution> executions, IReadOnlyList<Promise> promises, IReadOnlyDictionary<TaskKey, int> answeredBy, Violations violations)
    {
        var jobs = promises.Where(promise => promise.Job is not null).ToDictionary(promise => promise.Job!.Value.Tag, promise => promise.InstanceId, StringComparer.Ordinal);
        foreach (var execution in executions)
        {
            if (TaskOf(execution, jobs) is not { } task || !answeredBy.TryGetValue(task, out var life)) continue;
            violations.Require(execution.Life <= life, $"{task}: its completion was recorded in life {life}, and it ran again in life {execution.Life}.");
        }
        foreach (var race in executions.Where(execution => execution.Word is "word" or "timer" && execution.TaskId == 2).GroupBy(execution => execution.InstanceId, StringComparer.Ordinal))
        {
            violations.Require(race.Select(execution => execution.Word).Distinct(StringComparer.Ordinal).Count() == 1, $"{race.Key}: the winner has changed.");
        }
    }

    public static void RequireCaps(IReadOnlyDictionary<string, int> mostInFlight, int cap, Violations violations)
    {
        foreach (var (job, most) in mostInFlight) violations.Require(most <= cap, $"{job}: {most} of its pages were in flight at once, of at most {cap}.");
    }

    private static TaskKey? TaskOf(Execution execution, Dictionary<string, string> jobs)
    {
        if (execution.Word is not null) return new TaskKey(execution.InstanceId, execution.TaskId);
        if (!jobs.TryGetValue(execution.InstanceId, out var job)) return null;
        var first = execution.TaskId / Load.JobBatch * Load.JobBatch;
        return new TaskKey($"{job}-{first:D8}", execution.TaskId - first + FirstFetch);
    }
}
