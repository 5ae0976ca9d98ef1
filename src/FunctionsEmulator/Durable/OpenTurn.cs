using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;

namespace FunctionsEmulator.Durable;

/// <summary>A turn whose line is not in the journal yet: it may still take more inputs.</summary>
internal sealed class OpenTurn(LineWriter line, long sequence, DateTimeOffset at)
{
    public LineWriter Line => line;
    public long Sequence => sequence;
    public DateTimeOffset At => at;
    public List<Decision> Decisions { get; } = [];

    /// <summary>Filled only where turns are replayed, see <see cref="EngineOptions.ReplayEveryTurn"/>.</summary>
    public List<HistoryEvent> Inputs { get; } = [];
}
