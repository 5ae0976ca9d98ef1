using FanOut.Cli.Jobs;

namespace FanOut.Cli.Output;

/// <summary>Shows on standard error how a job gets on.</summary>
internal interface IJobProgress
{
    Task<JobSnapshot> ShowAsync(Func<Action<JobSnapshot>, Task<JobSnapshot>> run);
}
