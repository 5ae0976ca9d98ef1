using System.Text;
using FanOut.Fetching;
using FanOut.Jobs;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>Pages whose text, title or charset is not as it should be.</summary>
internal static class TextScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Page("charset nobody knows", "text/html; charset=klingon", "<title>ü</title>"u8.ToArray(), "ü"),
        Page("charset of control characters", "text/html; charset=\u0001\u0002", "<title>t</title>"u8.ToArray(), "t"),
        Page("charset without a value", "text/html; charset=", "<title>t</title>"u8.ToArray(), "t"),
        Page("charset UTF-7", "text/html; charset=utf-7", "<title>+ADw-b+AD4-</title>"u8.ToArray(), "+ADw-b+AD4-"),
        Page("mark against charset", "text/html; charset=windows-1251", [0xEF, 0xBB, 0xBF, .. "<title>ü</title>"u8], "ü"),
        Page("mark alone", "text/html", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<title>ü</title>")], "ü"),
        Page("charset in the page alone", "text/html", [.. "<meta charset='iso-8859-1'><title>"u8, 0xFC, .. "</title>"u8], "ü"),
        Page("charset in the page nobody knows", "text/html", "<meta charset=klingon><title>t</title>"u8.ToArray(), "t"),
        Page("title with line breaks, escapes and turns of direction", "text/html", "<title>a\r\nb\u001B[31m\u202Ec\u2066d\u0000</title>"u8.ToArray(), "a b[31mcd\uFFFD"),
        Page("title that never ends", "text/html", [.. "<title>"u8, .. new byte[100_000]], null),
        Page("title of 100,000 characters", "text/html", Encoding.UTF8.GetBytes($"<title>{new string('x', 60_000)}</title>"), new string('x', 300)),
        Page("bytes that are no UTF-8", "text/html; charset=utf-8", [.. "<title>"u8, 0xC0, 0x80, 0xED, 0xA0, 0x80, .. "</title>"u8], null) with { Also = null },
        Page("tags within tags", "text/html", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a><b>", 20_000)) + "<title>t</title>"), null),
        Page("content type of control characters", "\u0001text\u0002/html\u001B[31m", "<title>t</title>"u8.ToArray(), null),
        Json("JSON without end of nesting", Encoding.UTF8.GetBytes(new string('[', 10_000))),
        Json("JSON cut", "{\"a\":"u8.ToArray()),
        Json("JSON of half a character", "\"\\ud800\""u8.ToArray()),
        Json("JSON of bytes that are no UTF-8", [(byte)'"', 0xC0, 0x80, (byte)'"']),
    ];

    private static Scenario Page(string name, string contentType, byte[] page, string? title) => new(name, Outcome.Ok, connection => SendAsync(connection, contentType, page))
    {
        Options = new FetchOptions { Capture = Capture.Text },
        Also = record => Assert.Equal(title, record.Title),
    };

    private static Scenario Json(string name, byte[] body) => new(name, Outcome.ProtocolError, connection => SendAsync(connection, "application/json", body))
    {
        Options = new FetchOptions { Capture = Capture.Json },
    };

    private static Task SendAsync(HostileConnection connection, string contentType, byte[] body) =>
        connection.SayAsync($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n", body);
}
