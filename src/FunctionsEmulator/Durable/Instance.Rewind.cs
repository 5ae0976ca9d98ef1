using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <content>A failed instance goes on from where it was before its failures.</content>
internal sealed partial class Instance
{
    private Message? _rewind;

    /// <summary>
    /// Writes the history without its failures as one line, behind what children are told; from then on the instance is as
    /// after a restart with that history.
    /// </summary>
    private async Task RewindAsync(Message message)
    {
        _rewind = null;
        var generation = await engine.ReadGenerationAsync(Id);
        if (generation is not { Damage: null })
        {
            engine.OnNotRewound(Id, generation?.Damage ?? "its history is not in the journal any more");
            Publish(State with { Status = OrchestrationRuntimeStatus.Failed });
            return;
        }

        var request = (HistoryEvent.Rewound)message.Event;
        var started = generation.Started with { Parent = request.Parent ?? State.Parent };
        var rewinder = Rewinder.Of(engine.NewRun(this, started), generation.Turns);
        var rewinding = new Rewinding(
            Id, engine.NextSequence(), Later(engine.Clock.GetUtcNow()), message.Sequence, request.Reason, started, rewinder.Turns);
        var messages = MessagesOf(rewinder, rewinding);
        Task<int> durable;
        using (var line = LineWriter.Rent()) durable = engine.Journal.AppendAsync(Lines(messages), line.Rewind(rewinding).Span);
        var segment = await durable;

        Publish(State.Rewound(started, rewinding.At));
        PutBack([.. _held]);
        _held.Clear();
        Resume(started, rewinding.Turns, rewinding.Sequence, damage: null, endsWithRewind: true);
        foreach (var sent in messages) engine.Route(sent, segment);
    }

    private List<Message> MessagesOf(Rewinder rewinder, Rewinding rewinding)
    {
        var messages = new List<Message>();
        foreach (var send in rewinder.Sends) Send(send.InstanceId, send.Event);
        foreach (var task in rewinder.OpenTasks.Where(task => task is { ChildId: not null, Kept: null }))
        {
            var child = engine.Instances.Find(task.ChildId!)?.State;
            if (!string.Equals(child?.Parent?.InstanceId, Id, StringComparison.Ordinal)) child = null;
            switch (child)
            {
                case { Status: OrchestrationRuntimeStatus.Failed }:
                    Send(task.ChildId!, new HistoryEvent.Rewound(rewinding.Reason, new ParentTask(Id, rewinding.Started.Name, task.Id)));
                    break;
                case { Status: OrchestrationRuntimeStatus.Completed }:
                    // It was rewound by itself meanwhile, and nobody heard its answer.
                    Send(Id, new HistoryEvent.TaskCompleted(task.Id, child.Output));
                    break;
                case null or { IsFinal: true }:
                    Send(task.ChildId!, rewinder.StartOf(task) with { CreatedAt = rewinding.At });
                    break;
            }
        }
        return messages;

        void Send(string instanceId, HistoryEvent historyEvent) =>
            messages.Add(new Message(engine.NextSequence(), instanceId, historyEvent) { SentBy = rewinding.Sequence });
    }
}
