using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrashLoop.Checks;

/// <summary>A task hub's journal, read as it lies in storage, without taking the hub.</summary>
internal sealed class JournalReading
{
    private readonly Dictionary<string, StringBuilder> _histories = new(StringComparer.Ordinal);
    private readonly HashSet<TaskKey> _answered = [];

    private JournalReading(IReadOnlyList<(JournalLine Line, string Text)> lines)
    {
        // A message whose turn, or rewind, is not there was never sent.
        var turns = lines.Where(entry => entry.Line.Turn is not null || entry.Line.Rewinding is not null).Select(entry => entry.Line.Sequence).Append(0).ToHashSet();
        foreach (var (line, text) in lines.Where(entry => turns.Contains(entry.Line.Message?.SentBy ?? 0)))
        {
            if (!_histories.TryGetValue(line.InstanceId, out var history)) _histories[line.InstanceId] = history = new StringBuilder();
            history.Append(text).Append('\n');
            foreach (var (_, input) in line.Turn?.Inputs ?? [])
            {
                if (input is HistoryEvent.TaskCompleted completed) _answered.Add(new TaskKey(line.InstanceId, completed.TaskId));
            }
        }
    }

    /// <summary>The history of each instance as text.</summary>
    public IEnumerable<(string InstanceId, string History)> Histories => _histories.Select(pair => (pair.Key, pair.Value.ToString()));

    /// <summary>Activities whose completion is recorded.</summary>
    public IReadOnlySet<TaskKey> Answered => _answered;

    public static async Task<JournalReading> ReadAsync(string connection, string hub)
    {
        var container = new BlobContainerClient(connection, $"{hub.ToLowerInvariant()}-journal");
        var lines = new List<(JournalLine, string)>();
        var reader = new SegmentReader(TimeProvider.System, NullLogger.Instance);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "journal/", default))
        {
            await reader.ReadAsync(
                container.GetAppendBlobClient(blob.Name),
                mayGrow: true,
                text =>
                {
                    if (LineReader.Read(text) is { } line) lines.Add((line, Encoding.UTF8.GetString(text.Span)));
                },
                CancellationToken.None);
        }
        return new JournalReading(lines);
    }
}
