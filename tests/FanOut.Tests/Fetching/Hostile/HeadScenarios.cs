using FanOut.Fetching;
using static FanOut.Tests.Fetching.Hostile.Scenario;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>Answers whose head is wrong, endless, slow, or never comes.</summary>
internal static class HeadScenarios
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    public static IEnumerable<Scenario> All =>
    [
        Says("closed without an answer", Outcome.ProtocolError, ""),
        new("reset without an answer", Outcome.ProtocolError, connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        }),
        Says("bytes of no meaning", Outcome.ProtocolError, "\u0000\u00FF\u0001\u00FE\r\n\r\n"),
        Says("another protocol", Outcome.ProtocolError, "SSH-2.0-OpenSSH_9.9\r\n"),
        Says("a radio's status line", Outcome.ProtocolError, "ICY 200 OK\r\n\r\n"),
        Says("status line of another version", Outcome.ProtocolError, "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"),
        Says("status that is no number", Outcome.ProtocolError, "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n"),
        Says("status of one digit", Outcome.ProtocolError, "HTTP/1.1 2\r\nContent-Length: 0\r\n\r\n"),
        Says("status 999", Outcome.HttpError, "HTTP/1.1 999 Go Away\r\nContent-Length: 0\r\n\r\n"),
        Says("protocols switched unasked", Outcome.HttpError, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
        Says("head cut", Outcome.ProtocolError, Ok + "Content-Type: text/"),
        Says("header without a colon", Outcome.ProtocolError, Ok + "nonsense\r\n\r\nbody"),
        Says("header with a space in its name", Outcome.ProtocolError, Ok + "Bad Name: x\r\n\r\nbody"),
        Says("600 header lines", Outcome.ProtocolError, Ok + string.Concat(Enumerable.Range(0, 600).Select(i => $"X-{i}: y\r\n")) + "Content-Length: 0\r\n\r\n"),
        Says("600 times the same header", Outcome.ProtocolError, Ok + string.Concat(Enumerable.Repeat("X: y\r\n", 600)) + "Content-Length: 0\r\n\r\n"),
        Says("header of 40 KiB", Outcome.ProtocolError, Ok + "X: " + new string('y', 40 * 1024) + "\r\nContent-Length: 0\r\n\r\n"),
        Says("lines that end in LF alone", Outcome.Ok, "HTTP/1.1 200 OK\nContent-Length: 4\n\nbody"),
        Says("no content, and content", Outcome.Ok, "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody") with { Also = record => Assert.Equal(0, record.Bytes) },
        Says("error line with escapes in its reason", Outcome.HttpError, "HTTP/1.1 500 \u001B[31mred\r\nContent-Length: 0\r\n\r\n") with { Options = new() { MaxAttempts = 1 } },
        new("status line without end", Outcome.ProtocolError, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 200 ");
            await connection.RepeatAsync("x");
        }),
        new("header without end", Outcome.ProtocolError, async connection =>
        {
            await connection.SayAsync(Ok + "X: ");
            await connection.RepeatAsync("x");
        }),
        new("headers without end", Outcome.ProtocolError, async connection =>
        {
            await connection.SayAsync(Ok);
            await connection.RepeatAsync("X-Header: y\r\n");
        }),
        new("100 Continue without end", Outcome.ProtocolError, connection => connection.RepeatAsync("HTTP/1.1 100 Continue\r\n\r\n")),
        new("103 Early Hints without end", Outcome.ProtocolError, connection => connection.RepeatAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")),
        new("102 Processing, slowly", Outcome.Timeout, connection => connection.TrickleAsync("HTTP/1.1 102 Processing\r\n\r\n")),
        new("silence", Outcome.Timeout, connection => connection.StallAsync()),
        new("headers that trickle", Outcome.Timeout, async connection =>
        {
            await connection.SayAsync(Ok);
            await connection.TrickleAsync("X: y\r\n");
        }),
        new("body that trickles", Outcome.Timeout, async connection =>
        {
            await connection.SayAsync(Ok + "Content-Length: 1000\r\n\r\n");
            await connection.TrickleAsync("x");
        }),
        new("body that stops", Outcome.Timeout, async connection =>
        {
            await connection.SayAsync(Ok + "Content-Length: 1000\r\n\r\nbody");
            await connection.StallAsync();
        }),
        new("error page without end", Outcome.HttpError, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 404 Not Found\r\n\r\n");
            await connection.RepeatAsync("body");
        }),
    ];
}
