using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Execution;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>Reads what <see cref="LineWriter"/> writes.</summary>
internal static class LineReader
{
    public const int MaxDepth = 300;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads one line, without its line feed. Null when it is torn or damaged.</summary>
    public static JournalLine? Read(ReadOnlyMemory<byte> line)
    {
        if (line.Length <= LineWriter.ChecksumLength + 1) return null;
        var body = line[(LineWriter.ChecksumLength + 1)..];
        if (!Utf8Parser.TryParse(line.Span[..LineWriter.ChecksumLength], out uint crc, out var consumed, 'x')
            || consumed != LineWriter.ChecksumLength
            || Crc32.HashToUInt32(body.Span) != crc)
        {
            return null;
        }

        using var document = JsonDocument.Parse(body, s_options);
        var root = document.RootElement;
        var instanceId = root.GetProperty("i"u8).GetString()!;
        var sequence = root.GetProperty("s"u8).GetInt64();
        return root.GetProperty("k"u8).GetString() switch
        {
            "m" => new JournalLine
            {
                InstanceId = instanceId,
                Sequence = sequence,
                Message = new Message(sequence, instanceId, ReadEvent(root.GetProperty("e"u8)))
                {
                    SentBy = root.TryGetProperty("by"u8, out var by) ? by.GetInt64() : 0,
                },
            },
            "t" => new JournalLine { InstanceId = instanceId, Sequence = sequence, Turn = ReadTurn(root, instanceId, sequence) },
            "r" => new JournalLine { InstanceId = instanceId, Sequence = sequence, Rewinding = ReadRewinding(root, instanceId, sequence) },
            "p" => new JournalLine { InstanceId = instanceId, Sequence = sequence, Purged = true },
            _ => null,
        };
    }

    private static Turn ReadTurn(JsonElement root, string instanceId, long sequence)
    {
        var turn = new Turn(instanceId, sequence, root.GetProperty("p"u8).GetInt64(), root.GetProperty("at"u8).GetDateTimeOffset());
        foreach (var item in root.GetProperty("in"u8).EnumerateArray())
        {
            turn.Inputs.Add(item.ValueKind == JsonValueKind.Number ? (item.GetInt64(), null) : (0, ReadEvent(item)));
        }
        turn.Decisions.AddRange(ReadDecisions(root));
        if (root.TryGetProperty("end"u8, out var end))
        {
            turn.End = new TurnEnd(
                (OrchestrationRuntimeStatus)end.GetInt32(),
                ReadPayload(root, "out"),
                root.TryGetProperty("fail"u8, out var failure) ? ReadFailure(failure) : null)
            {
                ContinuesAsNew = root.TryGetProperty("can"u8, out _),
                CustomStatus = ReadPayload(root, "cs"),
            };
        }
        return turn;
    }

    private static IEnumerable<Decision> ReadDecisions(JsonElement turn) => turn.TryGetProperty("do"u8, out var decisions)
        ? decisions.EnumerateArray().Select(d => new Decision(
            (DecisionKind)d[0].GetInt32(), d[1].GetInt32(), d[2].GetString()!, d[3].GetUInt32(), d.GetArrayLength() > 4 ? d[4].GetString() : null))
        : [];

    private static Rewinding ReadRewinding(JsonElement root, string instanceId, long sequence) => new(
        instanceId,
        sequence,
        root.GetProperty("at"u8).GetDateTimeOffset(),
        root.GetProperty("m"u8).GetInt64(),
        root.GetProperty("why"u8).GetString(),
        ReadStarted(root.GetProperty("e"u8)),
        [.. root.GetProperty("turns"u8).EnumerateArray().Select(ReadReplayTurn)]);

    private static ReplayTurn ReadReplayTurn(JsonElement turn) => new(
        turn.GetProperty("at"u8).GetDateTimeOffset(),
        [.. turn.GetProperty("in"u8).EnumerateArray().Select(ReadEvent)],
        [.. ReadDecisions(turn)])
    {
        Kept = turn.TryGetProperty("kept"u8, out var kept)
            ? [.. kept.EnumerateArray().Select(k => new KeptResult(
                (DecisionKind)k.GetProperty("k"u8).GetInt32(), k.GetProperty("n"u8).GetString()!, k.GetProperty("h"u8).GetUInt32(), ReadPayload(k, "r")))]
            : [],
    };

    private static HistoryEvent ReadEvent(JsonElement e)
    {
        if (e.TryGetProperty("c"u8, out var completed)) return new HistoryEvent.TaskCompleted(completed.GetInt32(), ReadPayload(e, "r"));
        if (e.TryGetProperty("f"u8, out var failed)) return new HistoryEvent.TaskFailed(failed.GetInt32(), ReadFailure(e.GetProperty("x"u8)));
        if (e.TryGetProperty("t"u8, out var timer)) return new HistoryEvent.TimerFired(timer.GetInt32());
        if (e.TryGetProperty("ev"u8, out var name)) return new HistoryEvent.EventRaised(name.GetString()!, ReadPayload(e, "r"));
        if (e.TryGetProperty("sus"u8, out var suspended)) return new HistoryEvent.Suspended(suspended.GetString());
        if (e.TryGetProperty("res"u8, out var resumed)) return new HistoryEvent.Resumed(resumed.GetString());
        if (e.TryGetProperty("term"u8, out var recursive)) return new HistoryEvent.Terminated(ReadPayload(e, "r"), recursive.GetBoolean());
        if (e.TryGetProperty("rew"u8, out var rewound)) return new HistoryEvent.Rewound(rewound.GetString(), ReadParent(e));
        return ReadStarted(e);
    }

    private static HistoryEvent.Started ReadStarted(JsonElement e) =>
        new(e.GetProperty("start"u8).GetString()!, ReadPayload(e, "r"), e.GetProperty("at"u8).GetDateTimeOffset())
        {
            Parent = ReadParent(e),
            StartAt = e.TryGetProperty("due"u8, out var due) ? due.GetDateTimeOffset() : null,
            Version = e.TryGetProperty("ver"u8, out var version) ? version.GetString() : null,
            TraceParent = e.TryGetProperty("trace"u8, out var trace) ? trace.GetString() : null,
            Tags = e.TryGetProperty("tags"u8, out var tags)
                ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal)
                : null,
        };

    private static ParentTask? ReadParent(JsonElement e) => e.TryGetProperty("parent"u8, out var parent)
        ? new ParentTask(parent[0].GetString()!, parent[1].GetString()!, parent[2].GetInt32())
        : null;

    private static string? ReadPayload(JsonElement e, string name)
    {
        if (e.TryGetProperty(name, out var raw)) return raw.GetRawText();
        return e.TryGetProperty(name + "$", out var text) ? text.GetString() : null;
    }

    private static TaskFailureDetails ReadFailure(JsonElement e) => new(
        e.GetProperty("type"u8).GetString()!,
        e.GetProperty("message"u8).GetString()!,
        e.TryGetProperty("stack"u8, out var stack) ? stack.GetString() : null,
        e.TryGetProperty("inner"u8, out var inner) ? ReadFailure(inner) : null,
        e.TryGetProperty("props"u8, out var props)
            ? Failures.ReadProperties(props)
            : new Dictionary<string, object?>(StringComparer.Ordinal));
}
