using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>Redirects that lead nowhere, round in circles, or where they must not.</summary>
internal static class RedirectScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        To("redirect to itself", Outcome.RedirectError, "/"),
        To("redirect to a part of itself", Outcome.RedirectError, "#part"),
        To("redirect with an empty Location", Outcome.RedirectError, ""),
        To("redirect to another scheme", Outcome.RedirectError, "javascript:alert(1)"),
        To("redirect to a file", Outcome.RedirectError, "file:///etc/passwd"),
        To("redirect to no URL", Outcome.RedirectError, "http://[::1"),
        To("redirect to a URL of 3000 characters", Outcome.RedirectError, "/" + new string('x', 3_000)),
        To("redirect with user information", Outcome.Blocked, "http://user:secret@127.0.0.1/"),
        To("redirect into private space", Outcome.Blocked, "http://169.254.169.254/latest/meta-data/"),
        To("redirect to a metadata name", Outcome.Blocked, "http://metadata.google.internal/"),
        To("redirect to a zone", Outcome.Blocked, "http://[fe80::1%25eth0]/"),
        To("redirect from https to http", Outcome.Blocked, "http://127.0.0.1:1/") with { IsTls = true },
        Scenario.Says("redirect without Location", Outcome.RedirectError, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
        Scenario.Says("redirect with two Locations", Outcome.RedirectError, "HTTP/1.1 302 Found\r\nLocation: ftp://a.example/\r\nLocation: ftp://b.example/\r\nContent-Length: 0\r\n\r\n"),
        new("redirects without end", Outcome.RedirectError, connection =>
            connection.SayAsync($"HTTP/1.1 302 Found\r\nLocation: /{connection.Number}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")),
        new("redirect whose page never ends", Outcome.RedirectError, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n");
            await connection.RepeatAsync("body");
        }),
        new("redirect whose page never comes", Outcome.RedirectError, async connection =>
        {
            await connection.SayAsync("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 100\r\n\r\n");
            await connection.StallAsync();
        }),
    ];

    private static Scenario To(string name, Outcome expected, string location) =>
        Scenario.Says(name, expected, $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
}
