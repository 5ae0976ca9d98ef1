using FanOut.Cli.Jobs;

namespace FanOut.Cli.Output;

/// <summary>Jobs as lines of columns, for eyes and for awk.</summary>
internal static class JobTable
{
    public static void Write(TextWriter output, IReadOnlyCollection<JobSnapshot> jobs)
    {
        if (jobs.Count == 0)
        {
            output.WriteLine("There are no jobs.");
            return;
        }
        output.WriteLine($"{"ID",-24}  {"STATUS",-9}  {"CREATED",-20}  {"DONE",15}  NAME");
        foreach (var job in jobs)
            output.WriteLine($"{job.Id,-24}  {job.Status,-9}  {job.CreatedAt:yyyy-MM-ddTHH:mm:ssZ}  {$"{job.Done}/{job.Total}",15}  {Clean(job.Name)}".TrimEnd());
    }

    /// <summary>A name is its caller's text, and a terminal obeys some of what may be in it.</summary>
    private static string Clean(string? name) => string.Concat((name ?? "").Where(c => !char.IsControl(c)));
}
