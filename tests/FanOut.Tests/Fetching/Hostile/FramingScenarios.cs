using FanOut.Fetching;
using static FanOut.Tests.Fetching.Hostile.Scenario;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>Bodies whose length is not what it is said to be.</summary>
internal static class FramingScenarios
{
    private const string Ok = "HTTP/1.1 200 OK\r\n", Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n";

    public static IEnumerable<Scenario> All =>
    [
        Says("length, body cut", Outcome.ProtocolError, Ok + "Content-Length: 100\r\n\r\nshort"),
        Says("length too large for a number", Outcome.ProtocolError, Ok + "Content-Length: 99999999999999999999\r\n\r\nbody"),
        Says("length negative", Outcome.ProtocolError, Ok + "Content-Length: -5\r\n\r\nbody"),
        Says("length hexadecimal", Outcome.ProtocolError, Ok + "Content-Length: 0x4\r\n\r\nbody"),
        Says("length signed", Outcome.ProtocolError, Ok + "Content-Length: +4\r\n\r\nbody"),
        Says("length empty", Outcome.ProtocolError, Ok + "Content-Length: \r\n\r\nbody"),
        Says("lengths in conflict", Outcome.ProtocolError, Ok + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nbody"),
        Says("lengths in conflict on one line", Outcome.ProtocolError, Ok + "Content-Length: 3, 4\r\n\r\nbody"),
        Says("length beside chunks", Outcome.ProtocolError, Ok + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"),
        Says("transfer encoding gzip", Outcome.ProtocolError, Ok + "Transfer-Encoding: gzip\r\n\r\nbody"),
        Says("transfer encoding gzip, chunked", Outcome.ProtocolError, Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"),
        Says("transfer encoding unknown", Outcome.ProtocolError, Ok + "Transfer-Encoding: xchunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"),
        Says("chunk size not hexadecimal", Outcome.ProtocolError, Chunked + "zz\r\nbody\r\n0\r\n\r\n"),
        Says("chunk size too large", Outcome.ProtocolError, Chunked + "FFFFFFFFFFFFFFFFF\r\nbody\r\n0\r\n\r\n"),
        Says("chunk size negative", Outcome.ProtocolError, Chunked + "-4\r\nbody\r\n0\r\n\r\n"),
        Says("chunk longer than its size", Outcome.ProtocolError, Chunked + "2\r\nbody\r\n0\r\n\r\n"),
        Says("chunk cut", Outcome.ProtocolError, Chunked + "40\r\nbody"),
        Says("chunks without the last", Outcome.ProtocolError, Chunked + "4\r\nbody\r\n"),
        Says("chunk trailer cut", Outcome.ProtocolError, Chunked + "4\r\nbody\r\n0\r\nX: y"),
        Says("trailer without a colon", Outcome.ProtocolError, Chunked + "4\r\nbody\r\n0\r\nnonsense\r\n\r\n"),
        new("chunk extension without end", Outcome.ProtocolError, async connection =>
        {
            await connection.SayAsync(Chunked + "4;x=");
            await connection.RepeatAsync("y");
        }),
        new("trailers without end", Outcome.ProtocolError, async connection =>
        {
            await connection.SayAsync(Chunked + "4\r\nbody\r\n0\r\n");
            await connection.RepeatAsync("X-Trailer: y\r\n");
        }),
        new("chunks without end", Outcome.TooLarge, async connection =>
        {
            await connection.SayAsync(Chunked);
            await connection.RepeatAsync("4\r\nbody\r\n");
        }),
        new("body without length or end", Outcome.TooLarge, async connection =>
        {
            await connection.SayAsync(Ok + "\r\n");
            await connection.RepeatAsync("body");
        }),
        new("length beyond the limit, body never sent", Outcome.TooLarge, async connection =>
        {
            await connection.SayAsync(Ok + "Content-Length: 1048577\r\n\r\n");
            await connection.StallAsync();
        }),
        new("connection reset in the body", Outcome.ProtocolError, async connection =>
        {
            await connection.SayAsync(Ok + "Content-Length: 100\r\n\r\nshort");
            connection.Reset();
        }),
        // What follows the announced length is no part of the answer, and what follows later could not be told from it; the
        // connection is not used again (SecondAnswerTests).
        Says("more than the length", Outcome.Ok, Ok + "Content-Length: 4\r\n\r\nbody and more") with { Also = record => Assert.Equal(4, record.Bytes) },
        Says("a second answer at once", Outcome.Ok, Ok + "Content-Length: 4\r\n\r\nbody" + Ok + "Content-Length: 4\r\n\r\nevil") with { Also = record => Assert.Equal(4, record.Bytes) },
    ];
}
