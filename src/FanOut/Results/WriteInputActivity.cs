using FanOut.Jobs;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>Writes the input of a job that was told its URLs with its start.</summary>
public sealed class WriteInputActivity(InputWriter input, NewJobs newJobs)
{
    [Function(ActivityNames.WriteInput)]
    public async Task RunAsync([ActivityTrigger] ShortList list, CancellationToken cancellationToken)
    {
        await input.WriteAsync(list.JobId, list.Urls, cancellationToken);
        newJobs.Remove(list.JobId);
    }
}
