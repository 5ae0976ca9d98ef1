using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>
/// External events of one instance: kept per name, in order, until someone waits; of several waiters for a name the
/// newest is answered first. Names are case-insensitive.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Queue<(long Order, HistoryEvent.EventRaised Event)>> _unread = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private long _order;

    /// <summary>Gives an event to the newest waiter, or keeps it.</summary>
    public void Raise(HistoryEvent.EventRaised raised)
    {
        if (_waiters.TryGetValue(raised.Name, out var waiters))
        {
            while (waiters.Count > 0)
            {
                var newest = waiters[^1];
                waiters.RemoveAt(waiters.Count - 1);
                if (newest.TryAnswer(raised.Payload)) return;
            }
        }
        if (!_unread.TryGetValue(raised.Name, out var queue)) _unread[raised.Name] = queue = new();
        queue.Enqueue((_order++, raised));
    }

    /// <summary>Answers at once from what was kept, or adds a waiter.</summary>
    /// <exception cref="ArgumentException">Someone waits for an event of that name and of another type.</exception>
    public void Wait(string name, Waiter waiter)
    {
        if (_waiters.TryGetValue(name, out var others) && others.Count > 0 && others[^1].Type != waiter.Type)
        {
            throw new ArgumentException($"All who wait for event '{name}' must expect the same type: {others[^1].Type} is waited for, {waiter.Type} is asked for.", nameof(waiter));
        }
        if (_unread.TryGetValue(name, out var queue) && queue.TryDequeue(out var kept))
        {
            waiter.TryAnswer(kept.Event.Payload);
            return;
        }
        if (!_waiters.TryGetValue(name, out var waiters)) _waiters[name] = waiters = [];
        waiters.Add(waiter);
    }

    /// <summary>What nobody has waited for, in the order it came.</summary>
    public IEnumerable<HistoryEvent.EventRaised> Unread() =>
        _unread.Values.SelectMany(queue => queue).OrderBy(kept => kept.Order).Select(kept => kept.Event);

    /// <summary>Someone who waits; a cancelled one refuses the answer and the event goes to the next.</summary>
    internal sealed record Waiter(Type Type, Func<string?, bool> TryAnswer);
}
