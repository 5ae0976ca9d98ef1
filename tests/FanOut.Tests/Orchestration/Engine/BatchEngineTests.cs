using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FanOut.Tests.Orchestration.Engine;

public sealed class BatchEngineTests
{
    private const string Listener = nameof(Listener);
    private const int Count = 10;

    /// <summary>So many that its input is there before it starts.</summary>
    private const int JobUrls = 100;

    public static TheoryData<EngineMode> Modes => [EngineMode.InMemory, EngineMode.ReplayEveryTurn, EngineMode.DeliverTwice];

    [Theory, MemberData(nameof(Modes))]
    public async Task FetchesThatNeverAnswer_OnceTheTimerFires_AreTimeoutsBesideTheirSiblingsResults(EngineMode mode)
    {
        var written = new TaskCompletionSource<BatchRecords>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var job = new SimulatedJob(mode, JobUrls, new JobOptions(), new SimulatedSite(5) { Hangs = index => index is 2 or 8 });
        // Hears from the batch when only the hanging ones are left, as its job would.
        job.Catalog.Orchestrators[Listener] = async context => await context.WaitForExternalEvent<WakeUp>(WakeUp.EventName);
        job.Catalog.Activities[ActivityNames.WriteBatch] = call =>
        {
            var batch = call.Converter.Deserialize<BatchRecords>(call.Input)!;
            written.TrySetResult(batch);
            return Task.FromResult<object?>(job.Storage.WriteBatch(batch));
        };
        await job.StartEngineAsync();
        var listener = await job.Client.ScheduleNewOrchestrationInstanceAsync(Listener, null, new StartOrchestrationOptions(InstanceId: SimulatedJob.Id));
        var batch = await job.Client.ScheduleNewOrchestrationInstanceAsync(BatchOrchestrator.Name, new BatchInput
        {
            Slice = new Slice(SimulatedJob.Id, 0, Count, 0, 100, 0),
            Options = new FetchOptions(),
        });

        var heard = await job.Client.WaitForInstanceCompletionAsync(listener, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(new WakeUp(0, 2), heard.ReadOutputAs<WakeUp>());
        Assert.False(written.Task.IsCompleted);
        job.Clock.MoveOn(TimeSpan.FromMinutes(10));

        var records = (await written.Task.WaitAsync(TimeSpan.FromMinutes(1))).Records;
        Assert.Equal(
            Enumerable.Range(0, Count).Select(index => index is 2 or 8 ? Outcome.Timeout : SimulatedSite.OutcomeOf(index)),
            records.Select(record => record.Outcome));
        // An instance does not complete while it has open tasks, here as on Azure.
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await job.Client.GetInstanceAsync(batch))!.RuntimeStatus);
    }
}
