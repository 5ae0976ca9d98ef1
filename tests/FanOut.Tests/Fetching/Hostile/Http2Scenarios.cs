using FanOut.Fetching;
using static FanOut.Tests.Fetching.Hostile.Http2Frames;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>HTTP/2 servers that reset, go away, stall and break the protocol.</summary>
internal static class Http2Scenarios
{
    private static readonly byte[] Body = "body"u8.ToArray();

    public static IEnumerable<Scenario> All =>
    [
        Answering("HTTP/2 as it should be", Outcome.Ok, stream => [Frame(Headers, EndHeaders, stream, HeadOfLength(4)), Frame(Data, EndStream, stream, Body)]),
        Answering("HTTP/2 stream reset for an answer", Outcome.ProtocolError, stream => [Frame(ResetStream, None, stream, Number(ErrorInternal))]),
        Answering("HTTP/2 stream reset in the body", Outcome.ProtocolError, stream =>
            [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, None, stream, Body), Frame(ResetStream, None, stream, Number(ErrorInternal))]),
        Answering("HTTP/2 server goes away for an answer", Outcome.ProtocolError, stream => [Frame(GoAway, None, 0, [.. Number(stream), .. Number(ErrorInternal)])], closes: true),
        Answering("HTTP/2 server goes away in the body", Outcome.ProtocolError, stream =>
            [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, None, stream, Body), Frame(GoAway, None, 0, [.. Number(stream), .. Number(ErrorInternal)])], closes: true),
        Answering("HTTP/2 connection closed in the body", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, None, stream, Body)], closes: true),
        Answering("HTTP/2 silence", Outcome.Timeout, _ => []),
        Answering("HTTP/2 body that stops", Outcome.Timeout, stream => [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, None, stream, Body)]),
        Answering("HTTP/2 head that never ends", Outcome.Timeout, stream => [Frame(Headers, None, stream, Status200)]),
        Answering("HTTP/2 body shorter than announced", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders, stream, HeadOfLength(9)), Frame(Data, EndStream, stream, Body)]),
        Answering("HTTP/2 body longer than announced", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders, stream, HeadOfLength(2)), Frame(Data, EndStream, stream, Body)]),
        Answering("HTTP/2 data on no stream", Outcome.ProtocolError, _ => [Frame(Data, None, 0, Body)]),
        Answering("HTTP/2 data before a head", Outcome.ProtocolError, stream => [Frame(Data, None, stream, Body)]),
        Answering("HTTP/2 frame beyond its limit", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, None, stream, new byte[20_000])]),
        Answering("HTTP/2 head of no entry", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders, stream, 0xFF, 0xFF, 0x7F)]),
        Answering("HTTP/2 head without a status", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders | EndStream, stream)]),
        Answering("HTTP/2 window that overflows", Outcome.ProtocolError, _ => [Frame(WindowUpdate, None, 0, Number(int.MaxValue))]),
        Repeating("HTTP/2 head that goes on without end", Outcome.ProtocolError, stream => Frame(Headers, None, stream, Status200), stream => Frame(Continuation, None, stream, [0x00, 0x01, (byte)'x', 0x01, (byte)'y'])),
        Repeating("HTTP/2 body beyond its window", Outcome.ProtocolError, stream => Frame(Headers, EndHeaders, stream, Status200), stream => Frame(Data, None, stream, new byte[8_000])) with { Or = Outcome.TooLarge },
        Repeating("HTTP/2 continuations of nothing without end", Outcome.Timeout, stream => Frame(Headers, None, stream, Status200), stream => Frame(Continuation, None, stream)) with { Or = Outcome.ProtocolError },
        Repeating("HTTP/2 pings without end", Outcome.ProtocolError, _ => [], _ => Frame(Ping, None, 0, new byte[8])) with { TimeoutSeconds = 2, Or = Outcome.Timeout },
        Repeating("HTTP/2 settings without end", Outcome.ProtocolError, _ => [], _ => Frame(Settings, None, 0)) with { TimeoutSeconds = 2, Or = Outcome.Timeout },
        Repeating("HTTP/2 priorities without end", Outcome.Timeout, _ => [], stream => Frame(Priority, None, stream, new byte[5])),
        Repeating("HTTP/2 frames of a type nobody knows without end", Outcome.ProtocolError, _ => [], _ => Frame(Unknown, None, 0, new byte[100])),
        Repeating("HTTP/2 window updates without end", Outcome.Timeout, _ => [], stream => Frame(WindowUpdate, None, stream, Number(1))),
        Repeating("HTTP/2 early hints without end", Outcome.Timeout, _ => [], stream => Frame(Headers, EndHeaders, stream, 0x08, 0x03, (byte)'1', (byte)'0', (byte)'3')) with { Or = Outcome.ProtocolError },
        Answering("HTTP/2 frame cut", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, EndStream, stream, new byte[100])[..50]], closes: true),
        Answering("HTTP/2 frame that stops in its header", Outcome.Timeout, stream => [Frame(Headers, EndHeaders, stream, Status200)[..5]]),
        Answering("HTTP/2 frame that stops in its body", Outcome.Timeout, stream => [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, EndStream, stream, new byte[100])[..50]]),
        Answering("HTTP/2 head that is a bomb", Outcome.ProtocolError, stream => [Frame(Headers, EndHeaders, stream, HeadBomb())]),
        Answering("HTTP/2 trailers that are a bomb", Outcome.ProtocolError, stream =>
            [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, None, stream, Body), Frame(Headers, EndHeaders | EndStream, stream, HeadBomb()[1..])]),
        Answering("HTTP/2 second head in the body", Outcome.ProtocolError, stream =>
            [Frame(Headers, EndHeaders, stream, Status200), Frame(Data, None, stream, Body), Frame(Headers, EndHeaders, stream, Status200)]),
        Answering("HTTP/2 server goes away before every request", Outcome.ProtocolError, _ => [Frame(GoAway, None, 0, [.. Number(0), .. Number(ErrorNone)])], closes: true),
        Answering("HTTP/2 stream refused, each time", Outcome.ProtocolError, stream => [Frame(ResetStream, None, stream, Number(ErrorRefused))], closes: true),
        Answering("HTTP/2 push that nobody allowed", Outcome.ProtocolError, stream => [Frame(PushPromise, EndHeaders, stream, [.. Number(2), .. Status200])]),
        Answering("HTTP/2 settings of an odd length", Outcome.ProtocolError, _ => [Frame(Settings, None, 0, new byte[5])]),
        Answering("HTTP/2 ping of an odd length", Outcome.ProtocolError, _ => [Frame(Ping, None, 0, new byte[7])]),
        Repeating("HTTP/2 empty data without end", Outcome.Timeout, stream => Frame(Headers, EndHeaders, stream, Status200), stream => Frame(Data, None, stream)),
        new("HTTP/2 agreed on, HTTP/1.1 spoken", Outcome.ProtocolError, connection => connection.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")) { IsTls = true, IsHttp2 = true },
    ];

    private static Scenario Answering(string name, Outcome expected, Func<int, byte[][]> frames, bool closes = false) => new(name, expected, async connection =>
    {
        foreach (var frame in frames(await AcceptRequestAsync(connection)))
        {
            await connection.SayAsync(frame);
        }

        if (!closes)
        {
            await connection.StallAsync();
        }
    }) { IsTls = true, IsHttp2 = true };

    private static Scenario Repeating(string name, Outcome expected, Func<int, byte[]> first, Func<int, byte[]> again) => new(name, expected, async connection =>
    {
        var stream = await AcceptRequestAsync(connection);
        await connection.SayAsync(first(stream));
        // The client's own frames are read, or it would wait for room to send them.
        var reading = connection.StallAsync();
        await connection.RepeatAsync(again(stream));
        await reading;
    }) { IsTls = true, IsHttp2 = true };
}
