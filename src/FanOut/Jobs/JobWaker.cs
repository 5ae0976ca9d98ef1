using FanOut.Orchestration;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>Tells a job that its control blob has changed. The blob counts; the event only saves the wait for it.</summary>
internal static class JobWaker
{
    public static async Task WakeAsync(DurableTaskClient client, string jobId)
    {
        try
        {
            await client.RaiseEventAsync(jobId, WakeUp.EventName, WakeUp.ControlChanged);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.Unknown)
        {
            // It has ended meanwhile, and asks no more.
        }
    }
}
