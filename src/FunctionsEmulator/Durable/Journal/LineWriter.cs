using System.Buffers;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsEmulator.Durable.Events;
using Microsoft.DurableTask;
using Microsoft.Extensions.ObjectPool;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>
/// Writes one line of the journal: eight hexadecimal digits of its CRC-32, a space, one JSON object, a line feed. The
/// checksum tells a torn or damaged line from a whole one.
/// </summary>
internal sealed class LineWriter : IDisposable
{
    public const int ChecksumLength = 8;

    /// <summary>Deeper payloads are kept as strings, so that a line stays readable with <see cref="LineReader.MaxDepth"/>.</summary>
    private const int MaxEmbeddedDepth = 256;

    /// <summary>What grew beyond it is not kept for another line; nor are more than so many writers.</summary>
    private const int MaxKeptBytes = 4 * 1024 * 1024, MaxKept = 8;

    /// <summary>A batch's worth of answers is a line of 100 KB and more: made anew for each, their buffers would be most of the garbage.</summary>
    private static readonly ObjectPool<LineWriter> s_pool = new DefaultObjectPool<LineWriter>(new Policy(), MaxKept);

    private static readonly JsonWriterOptions s_options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    private LineWriter()
    {
        _json = new Utf8JsonWriter(_buffer, s_options);
    }

    /// <summary>A writer, for one line after the other; disposing of it ends what its lines are good for.</summary>
    public static LineWriter Rent() => s_pool.Get();

    /// <summary>Opens the line of a message.</summary>
    public ReadOnlyMemory<byte> Message(Message message)
    {
        Open("m", message.InstanceId, message.Sequence);
        if (message.SentBy != 0) _json.WriteNumber("by"u8, message.SentBy);
        _json.WritePropertyName("e"u8);
        WriteEvent(message.Event);
        return Close();
    }

    public ReadOnlyMemory<byte> Purge(string instanceId, long sequence)
    {
        Open("p", instanceId, sequence);
        return Close();
    }

    public ReadOnlyMemory<byte> Rewind(Rewinding rewinding)
    {
        Open("r", rewinding.InstanceId, rewinding.Sequence);
        _json.WriteString("at"u8, rewinding.At);
        _json.WriteNumber("m"u8, rewinding.Message);
        _json.WriteString("why"u8, rewinding.Reason);
        _json.WritePropertyName("e"u8);
        WriteEvent(rewinding.Started);
        _json.WriteStartArray("turns"u8);
        foreach (var turn in rewinding.Turns)
        {
            _json.WriteStartObject();
            _json.WriteString("at"u8, turn.At);
            _json.WriteStartArray("in"u8);
            foreach (var input in turn.Inputs) WriteEvent(input);
            _json.WriteEndArray();
            WriteDecisions(turn.Decisions);
            if (turn.Kept.Count > 0) WriteKept(turn.Kept);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
        return Close();
    }

    public void Dispose() => s_pool.Return(this);

    public void OpenTurn(string instanceId, long sequence, long previous, DateTimeOffset at)
    {
        Open("t", instanceId, sequence);
        _json.WriteNumber("p"u8, previous);
        _json.WriteString("at"u8, at);
        _json.WriteStartArray("in"u8);
    }

    public void TurnMessage(long messageSequence) => _json.WriteNumberValue(messageSequence);

    public void TurnEvent(HistoryEvent historyEvent) => WriteEvent(historyEvent);

    public ReadOnlyMemory<byte> CloseTurn(List<Decision> decisions, TurnEnd? end)
    {
        _json.WriteEndArray();
        WriteDecisions(decisions);
        if (end is not null)
        {
            _json.WriteNumber("end"u8, (int)end.Status);
            if (end.ContinuesAsNew) _json.WriteBoolean("can"u8, true);
            WritePayload("out"u8, end.Output);
            WritePayload("cs"u8, end.CustomStatus);
            if (end.Failure is not null)
            {
                _json.WritePropertyName("fail"u8);
                WriteFailure(end.Failure);
            }
        }
        return Close();
    }

    private void WriteDecisions(IReadOnlyList<Decision> decisions)
    {
        if (decisions.Count == 0) return;
        _json.WriteStartArray("do"u8);
        foreach (var decision in decisions)
        {
            _json.WriteStartArray();
            _json.WriteNumberValue((int)decision.Kind);
            _json.WriteNumberValue(decision.TaskId);
            _json.WriteStringValue(decision.Name);
            _json.WriteNumberValue(decision.Hash);
            if (decision.Target is not null) _json.WriteStringValue(decision.Target);
            _json.WriteEndArray();
        }
        _json.WriteEndArray();
    }

    private void WriteKept(IReadOnlyList<KeptResult> results)
    {
        _json.WriteStartArray("kept"u8);
        foreach (var kept in results)
        {
            _json.WriteStartObject();
            _json.WriteNumber("k"u8, (int)kept.Kind);
            _json.WriteString("n"u8, kept.Name);
            _json.WriteNumber("h"u8, kept.Hash);
            WritePayload("r"u8, kept.Result);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void Open(string kind, string instanceId, long sequence)
    {
        _buffer.ResetWrittenCount();
        _buffer.GetSpan(ChecksumLength + 1)[..(ChecksumLength + 1)].Fill((byte)' ');
        _buffer.Advance(ChecksumLength + 1);
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("k"u8, kind);
        _json.WriteString("i"u8, instanceId);
        _json.WriteNumber("s"u8, sequence);
    }

    /// <summary>The line's bytes, good until the next line is opened.</summary>
    private ReadOnlyMemory<byte> Close()
    {
        _json.WriteEndObject();
        _json.Flush();
        var crc = Crc32.HashToUInt32(_buffer.WrittenSpan[(ChecksumLength + 1)..]);
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
        var line = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_buffer.WrittenMemory);
        Utf8Formatter.TryFormat(crc, line.Span[..ChecksumLength], out _, new StandardFormat('x', ChecksumLength));
        return line;
    }

    private void WriteEvent(HistoryEvent historyEvent)
    {
        _json.WriteStartObject();
        switch (historyEvent)
        {
            case HistoryEvent.TaskCompleted e:
                _json.WriteNumber("c"u8, e.TaskId);
                WritePayload("r"u8, e.Result);
                break;
            case HistoryEvent.TaskFailed e:
                _json.WriteNumber("f"u8, e.TaskId);
                _json.WritePropertyName("x"u8);
                WriteFailure(e.Failure);
                break;
            case HistoryEvent.TimerFired e:
                _json.WriteNumber("t"u8, e.TaskId);
                break;
            case HistoryEvent.EventRaised e:
                _json.WriteString("ev"u8, e.Name);
                WritePayload("r"u8, e.Payload);
                break;
            case HistoryEvent.Started e:
                WriteStarted(e);
                break;
            case HistoryEvent.Suspended e:
                _json.WriteString("sus"u8, e.Reason);
                break;
            case HistoryEvent.Resumed e:
                _json.WriteString("res"u8, e.Reason);
                break;
            case HistoryEvent.Terminated e:
                _json.WriteBoolean("term"u8, e.Recursive);
                WritePayload("r"u8, e.Output);
                break;
            case HistoryEvent.Rewound e:
                _json.WriteString("rew"u8, e.Reason);
                WriteParent(e.Parent);
                break;
            default:
                throw new NotSupportedException($"No journal form for {historyEvent.GetType().Name}.");
        }
        _json.WriteEndObject();
    }

    private void WriteStarted(HistoryEvent.Started e)
    {
        _json.WriteString("start"u8, e.Name);
        _json.WriteString("at"u8, e.CreatedAt);
        WritePayload("r"u8, e.Input);
        WriteParent(e.Parent);
        if (e.StartAt is { } startAt) _json.WriteString("due"u8, startAt);
        if (e.Version is not null) _json.WriteString("ver"u8, e.Version);
        if (e.TraceParent is not null) _json.WriteString("trace"u8, e.TraceParent);
        if (e.Tags is { Count: > 0 })
        {
            _json.WriteStartObject("tags"u8);
            foreach (var (key, value) in e.Tags) _json.WriteString(key, value);
            _json.WriteEndObject();
        }
    }

    private void WriteParent(ParentTask? parent)
    {
        if (parent is null) return;
        _json.WriteStartArray("parent"u8);
        _json.WriteStringValue(parent.InstanceId);
        _json.WriteStringValue(parent.Name);
        _json.WriteNumberValue(parent.TaskId);
        _json.WriteEndArray();
    }

    /// <summary>
    /// A payload is JSON text as a rule, and is then embedded as it is; text of another converter, or with a line feed in
    /// it, is kept as a JSON string under the name with a dollar sign behind it.
    /// </summary>
    private void WritePayload(ReadOnlySpan<byte> name, string? payload)
    {
        if (payload is null) return;
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(payload.Length));
        var utf8 = rented.AsSpan(0, Encoding.UTF8.GetBytes(payload, rented));
        if (!utf8.Contains((byte)'\n') && IsJson(utf8))
        {
            _json.WritePropertyName(name);
            _json.WriteRawValue(utf8, skipInputValidation: true);
        }
        else
        {
            _json.WriteString([.. name, (byte)'$'], payload);
        }
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxEmbeddedDepth });
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void WriteFailure(TaskFailureDetails failure)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, failure.ErrorType);
        _json.WriteString("message"u8, failure.ErrorMessage);
        if (failure.StackTrace is not null) _json.WriteString("stack"u8, failure.StackTrace);
        if (failure.Properties is { Count: > 0 })
        {
            _json.WritePropertyName("props"u8);
            _json.WriteRawValue(JsonSerializer.Serialize(failure.Properties));
        }
        if (failure.InnerFailure is not null)
        {
            _json.WritePropertyName("inner"u8);
            WriteFailure(failure.InnerFailure);
        }
        _json.WriteEndObject();
    }

    private sealed class Policy : PooledObjectPolicy<LineWriter>
    {
        public override LineWriter Create() => new();

        public override bool Return(LineWriter obj) => obj._buffer.Capacity <= MaxKeptBytes;
    }
}
