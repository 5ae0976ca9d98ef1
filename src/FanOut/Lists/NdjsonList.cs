using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using FanOut.Jobs;

namespace FanOut.Lists;

/// <summary>A list of JSON values, one a line: URLs themselves, or objects with a member that is one.</summary>
internal static class NdjsonList
{
    private const int BufferBytes = 64 * 1024;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JobLimits.MaxJsonDepth };

    public static async Task ReadAsync(ListStream body, string member, UrlList list, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: BufferBytes, leaveOpen: true));
        var number = 0;
        var first = true;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (NextLine(ref rest, read.IsCompleted) is { } line)
            {
                Take(first ? WithoutMark(line) : line, member, ++number, list);
                first = false;
                await list.MakeRoomAsync(cancellationToken);
                body.BeginPiece();
            }
            pipe.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }
        await pipe.CompleteAsync();
    }

    private static ReadOnlySequence<byte>? NextLine(ref ReadOnlySequence<byte> rest, bool isLast)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            var line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return line;
        }
        if (!isLast || rest.IsEmpty) return null;
        var last = rest;
        rest = rest.Slice(rest.End);
        return last;
    }

    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> line)
    {
        var start = new SequenceReader<byte>(line);
        return start.IsNext("\uFEFF"u8, advancePast: true) ? start.UnreadSequence : line;
    }

    private static void Take(ReadOnlySequence<byte> line, string member, int number, UrlList list)
    {
        if (line.IsSingleSegment)
        {
            Take(line.FirstSpan, member, number, list);
            return;
        }
        var whole = ArrayPool<byte>.Shared.Rent((int)line.Length);
        line.CopyTo(whole);
        Take(whole.AsSpan(0, (int)line.Length), member, number, list);
        ArrayPool<byte>.Shared.Return(whole);
    }

    private static void Take(ReadOnlySpan<byte> line, string member, int number, UrlList list)
    {
        if (line.Trim(" \t\r"u8).IsEmpty) return;
        try
        {
            var reader = new Utf8JsonReader(line, s_options);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String) list.Add(ref reader);
            else if (reader.TokenType != JsonTokenType.StartObject || !TakeMember(ref reader, member, list))
                throw new ListException($"Line {number} is neither a string nor an object with a string named '{member}'.");
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            throw new ListException($"Line {number} is not valid JSON.");
        }
    }

    private static bool TakeMember(ref Utf8JsonReader reader, string member, UrlList list)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Not by its own comparison, which throws at bytes that are no UTF-8.
            var isIt = string.Equals(JsonText.Read(ref reader), member, StringComparison.Ordinal);
            reader.Read();
            if (!isIt)
            {
                reader.Skip();
                continue;
            }
            if (reader.TokenType != JsonTokenType.String) return false;
            list.Add(ref reader);
            return true;
        }
        return false;
    }
}
