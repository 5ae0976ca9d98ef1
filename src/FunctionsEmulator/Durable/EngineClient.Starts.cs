using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Tracing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <content>Starts, and what becomes of an instance that has the id already.</content>
internal sealed partial class EngineClient
{
    private const string ReplacedReason = "Another instance was started under the same id.";

    private static readonly OrchestrationRuntimeStatus[] s_running =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>The start that is under way for an id: of two at the same time, the second has to find what the first has started.</summary>
    private readonly ConcurrentDictionary<string, Task> _starting = new(StringComparer.Ordinal);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        RequireOrchestrator(orchestratorName.Name);
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Validate(id);
        var refusing = Refusing(options?.DedupeStatuses);
        using var span = DurableSpans.StartCreation(orchestratorName.Name, id);
        var started = new HistoryEvent.Started(orchestratorName.Name, Payloads.Serialize(engine.Converter, input), engine.Clock.GetUtcNow())
        {
            StartAt = options?.StartAt,
            Version = options?.Version?.Version ?? engine.Options.DefaultVersion,
            Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
            TraceParent = span?.Id,
        };
        await StartAsync(id, started, refusing, cancellation).WaitAsync(cancellation);
        return id;
    }

    /// <summary>The statuses in which an instance keeps its id; one in any other is replaced.</summary>
    /// <exception cref="ArgumentException">There is no such status, or a running instance would be ended only to be in the way then.</exception>
    private static OrchestrationRuntimeStatus[] Refusing(IReadOnlyList<string>? names)
    {
        if (names is null) return s_running;
        var statuses = names.Select(StatusOf).ToArray();
        if (statuses.Contains(OrchestrationRuntimeStatus.Terminated) && s_running.Except(statuses).Any())
        {
            throw new ArgumentException(
                $"{nameof(StartOrchestrationOptions.DedupeStatuses)} with {OrchestrationRuntimeStatus.Terminated} need {string.Join(", ", s_running)} too: one that runs would be terminated first.",
                nameof(names));
        }
        return statuses;
    }

    private static OrchestrationRuntimeStatus StatusOf(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new ArgumentException(
                $"{nameof(StartOrchestrationOptions.DedupeStatuses)} have no '{name}'; they have {string.Join(", ", StartOrchestrationOptionsExtensions.ValidDedupeStatuses)}.",
                nameof(name));

    /// <param name="id">The instance's id.</param>
    /// <param name="started">What it is told.</param>
    /// <param name="refusing">The statuses in which an instance that is there refuses.</param>
    /// <param name="cancellation">Gives up while nothing has been written.</param>
    private async Task StartAsync(
        string id, HistoryEvent.Started started, OrchestrationRuntimeStatus[] refusing, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_starting.GetOrAdd(id, mine.Task) is var other && other != mine.Task) await other.WaitAsync(cancellation);
        try
        {
            await MakeRoomAsync(id, refusing, cancellation);
            await engine.PostAsync(id, started);
        }
        finally
        {
            _starting.TryRemove(id, out _);
            mine.SetResult();
        }
    }

    private async Task MakeRoomAsync(string id, OrchestrationRuntimeStatus[] refusing, CancellationToken cancellation)
    {
        if (engine.Instances.Find(id) is not { State: var state }) return;
        if (refusing.Contains(state.Status))
        {
            throw new OrchestrationAlreadyExistsException($"An instance with the id '{id}' exists already in state {state.Status}.");
        }
        if (state.IsFinal) return;
        await engine.PostAsync(id, new HistoryEvent.Terminated(Payloads.Serialize(engine.Converter, ReplacedReason), Recursive: false)).WaitAsync(cancellation);
        await WaitAsync(id, after => after.IsFinal, getInputsAndOutputs: false, cancellation);
    }
}
