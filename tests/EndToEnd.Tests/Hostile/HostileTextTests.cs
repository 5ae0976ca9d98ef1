using System.Net;
using System.Net.Http.Json;
using EndToEnd.Tests.Api;
using EndToEnd.Tests.App;
using EndToEnd.Tests.Crashes;

namespace EndToEnd.Tests.Hostile;

/// <summary>Text of callers and of sites in what the app's process writes, where a line break would forge an entry and an escape take over a terminal.</summary>
public sealed class HostileTextTests : CrashScene
{
    private const string Forged = "FORGED";
    private const string Evil = "\u001b[31mred\u009b\u202e" + Forged;

    private static readonly string[] s_answers =
    [
        "HTTP/1.1 500 \u001b[31m" + Forged + "\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/\u001b[31mhtml\rX\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: \u001b[31m" + Forged + "\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 302 Found\r\nLocation: \u001b[31m://" + Forged + "\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>\u001b[31m\r\n" + Forged + "</title>",
        "\u001b[31m\r\n" + Forged + "\r\n\r\n",
    ];

    [Fact]
    public async Task Log_OfHostileJobsAndRequests_HasNoLineAndNoEscapeOfTheirs()
    {
        var sites = s_answers.Select(answer => new RawSite(answer)).ToList();
        var app = await StartAppAsync(("Logging__LogLevel__FanOut", "Trace"));

        var urls = sites.Select(site => site.Url).Concat([Evil, $"http://{Evil}/", $"\r\n{Forged}", $"http://127.0.0.1:1/{Evil}", "http://\r\n.example/"]);
        using var started = await app.Api.PostAsync(new { name = "\u202e" + Forged, urls, options = new { maxAttempts = 1 } });
        var job = await app.Api.EndAsync((await started.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).Text("id"));
        var records = await app.Api.RecordsAsync(job);
        using (var refused = await app.Api.PostAsync(new { name = "\r\n" + Evil, urls = new[] { "http://a.example/" } })) await Problem.ReadAsync(refused, HttpStatusCode.BadRequest);
        using (var refused = await app.Api.PostAsync(new { urls = new[] { "http://a.example/" }, options = new Dictionary<string, string> { [Evil + "\r\n"] = Evil } })) await Problem.ReadAsync(refused, HttpStatusCode.BadRequest);
        foreach (var path in new[] { "/api/jobs/%1b%5b31m%0d%0aFORGED", "/api/jobs?status=%0d%0aFORGED%1b", "/api/%0d%0aFORGED", "/runtime/webhooks/durabletask/instances/%1b%0d%0aFORGED" })
        {
            await RawRequest.SendAsync(app.Api.Http.BaseAddress!, "GET", path);
        }
        foreach (var site in sites) await site.DisposeAsync();

        var lines = app.Output.ToString().Split('\n');
        Assert.Contains(lines, line => line.Contains(job.Text("id"), StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(line.TrimEnd('\r'), c => char.IsControl(c) || c is '\u202e'));
        Assert.DoesNotContain(lines, line => line.StartsWith(Forged, StringComparison.Ordinal));
        foreach (var field in new[] { "error", "title", "contentType" })
        {
            Assert.All(records.Where(record => !record.IsNull(field)), record => Assert.DoesNotContain(record.Text(field), c => char.IsControl(c) || c is '\u202e'));
        }
    }
}
