using System.Diagnostics;
using System.Net;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Patterns;

/// <summary>An event loop that nothing blocks.</summary>
[Collection(PatternsCollection.Name)]
public sealed class HealthTests(AppFixture app)
{
    [Fact]
    public async Task Health_WhileAJobRuns_AnswersAtOnce()
    {
        const int Calls = 50, SanityMs = 250;
        var health = new Uri("/api/health", UriKind.Relative);
        // The last URL keeps the job running until all calls are made.
        var id = (await app.Api.StartAsync(app.Urls("/page", 3_000).Append(app.Url("/delay/30000")), new { timeoutSeconds = 60 })).Text("id");
        await Eventually.SeeAsync(() => app.Api.GetAsync(id), job => job.Number("done") > 0, "the first records");

        var durations = new List<double>(Calls);
        for (var call = 0; call < Calls; call++)
        {
            var since = Stopwatch.GetTimestamp();
            using var response = await app.Api.Http.GetAsync(health);
            durations.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.True((await app.Api.GetAsync(id)).IsNull("finishedAt"));
        Assert.Equal(HttpStatusCode.Accepted, await app.Api.DeleteAsync(id));
        await app.Api.EndAsync(id);
        durations.Sort();
        Assert.InRange(durations[(Calls * 99 / 100) - 1], 0, SanityMs);
    }
}
