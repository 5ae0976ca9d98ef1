using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>A client that outlives its engine: what one engine could not do any more, the next one is asked for.</summary>
internal sealed class SessionClient(Func<EngineSession> current) : DurableTaskClient("sessions")
{
    private readonly SemaphoreSlim _oneCommand = new(1);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        options = (options ?? new StartOrchestrationOptions()) with { InstanceId = id };
        // A start may first end the instance that has its id; it is done only when the start itself is written.
        return CommandAsync(
            client => client.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation), (_, _) => id, journal => journal.ClientStarts);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        CommandAsync(client => client.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation));

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CommandAsync(client => client.SuspendInstanceAsync(instanceId, reason, cancellation));

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CommandAsync(client => client.ResumeInstanceAsync(instanceId, reason, cancellation));

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        CommandAsync(client => client.TerminateInstanceAsync(instanceId, options, cancellation));

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        CommandAsync(client => client.RewindInstanceAsync(instanceId, reason, cancellation));

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        CommandAsync(client => client.PurgeInstanceAsync(instanceId, options, cancellation), (_, lines) => new PurgeResult(lines), journal => journal.ClientLines);

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        CommandAsync(client => client.PurgeAllInstancesAsync(filter, options, cancellation), (_, lines) => new PurgeResult(lines), journal => journal.ClientLines);

    public override Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        CommandAsync(client => client.RestartAsync(instanceId, restartWithNewInstanceId, cancellation), session => session.Journal.LastClientInstance);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        QueryAsync(client => client.WaitForInstanceStartAsync(instanceId, getInputsAndOutputs, cancellation));

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        QueryAsync(client => client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs, cancellation));

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        QueryAsync(client => client.GetInstanceAsync(instanceId, getInputsAndOutputs, cancellation));

    public override Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        QueryAsync(client => client.GetOrchestrationHistoryAsync(instanceId, cancellation));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => current().Engine.Client.GetAllInstancesAsync(filter);

    public override ValueTask DisposeAsync()
    {
        _oneCommand.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<bool> CommandAsync(Func<DurableTaskClient, Task> command) => CommandAsync(
        async client =>
        {
            await command(client);
            return true;
        },
        _ => true);

    private Task<T> CommandAsync<T>(Func<DurableTaskClient, Task<T>> command, Func<EngineSession, T> whenWritten) =>
        CommandAsync(command, (session, _) => whenWritten(session), journal => journal.ClientLines);

    /// <param name="command">What to ask for.</param>
    /// <param name="whenWritten">The answer, by the number of lines, when the engine was lost after it had done it.</param>
    /// <param name="count">The lines that do it, among those which a journal has.</param>
    private async Task<T> CommandAsync<T>(
        Func<DurableTaskClient, Task<T>> command, Func<EngineSession, int, T> whenWritten, Func<FencedJournal, int> count)
    {
        await _oneCommand.WaitAsync();
        try
        {
            for (var session = current(); ; session = await session.Next)
            {
                var before = count(session.Journal);
                var asked = command(session.Engine.Client);
                await Task.WhenAny(asked, session.Next);
                if (asked.IsCompleted) return await asked;
                if (count(session.Journal) > before) return whenWritten(session, count(session.Journal) - before);
            }
        }
        finally
        {
            _oneCommand.Release();
        }
    }

    private async Task<T> QueryAsync<T>(Func<DurableTaskClient, Task<T>> query)
    {
        for (var session = current(); ; session = await session.Next)
        {
            var asked = query(session.Engine.Client);
            await Task.WhenAny(asked, session.Next);
            if (asked.IsCompleted) return await asked;
        }
    }
}
