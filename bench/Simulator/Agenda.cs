namespace Simulator;

/// <summary>What happens when, in simulated seconds; what happens at the same time keeps its order.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (double At, long Order)> _events = new();
    private long _order;

    public double Now { get; private set; }

    public void At(double time, Action action) => _events.Enqueue(action, (Math.Max(time, Now), _order++));

    public bool Next()
    {
        if (!_events.TryDequeue(out var action, out var when)) return false;
        Now = when.At;
        action();
        return true;
    }
}
