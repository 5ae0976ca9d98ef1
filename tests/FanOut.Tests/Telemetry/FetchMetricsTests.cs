using FanOut.Fetching;
using FanOut.Telemetry;
using FanOut.Tests.Fetching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace FanOut.Tests.Telemetry;

public sealed class FetchMetricsTests
{
    [Fact]
    public async Task Fetches_OfEveryKind_AreCountedTimedAndGone()
    {
        var asked = 0;
        await using var site = await TestSite.StartAsync(http =>
        {
            if (http.Request.Path == "/flaky" && Interlocked.Increment(ref asked) == 1) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            if (http.Request.Path == "/missing") http.Response.StatusCode = StatusCodes.Status404NotFound;
            return http.Response.WriteAsync("12345");
        });
        using var fetches = new ObservedFetches();

        await fetches.GetAsync(site.Url + "/page");
        await fetches.GetAsync(site.Url + "/flaky", new FetchOptions { MaxAttempts = 2 });
        await fetches.GetAsync(site.Url + "/missing");
        await fetches.GetAsync("http://169.254.169.254/");

        Assert.Equal(2, fetches.Count("fanout.fetches", "ok"));
        Assert.Equal(1, fetches.Count("fanout.fetches", "httpError"));
        Assert.Equal(1, fetches.Count("fanout.fetches", "blocked"));
        Assert.Equal(2, fetches.Count("fanout.fetch.duration", "ok"));
        Assert.Equal(1, fetches.Sum("fanout.guard.refusals"));
        Assert.Equal(1, fetches.Sum("fanout.fetch.retries"));
        Assert.Equal(15, fetches.Sum("fanout.fetch.body.size"));
        Assert.Equal(0, fetches.Sum("fanout.fetch.active"));
        Assert.Equal(8, fetches.Measured.Count(measured => measured.Name is "fanout.fetch.active"));
    }

    [Fact]
    public void Batch_ThatIsStored_IsTimedInSecondsFromItsFirstFetch()
    {
        using var meters = TestMetrics.Meters();
        var metrics = new FetchMetrics(meters);
        using var durations = new MetricCollector<double>(meters, FetchMetrics.MeterName, "fanout.batch.duration");

        metrics.BatchStored(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMilliseconds(2_500));
        metrics.BatchStored(firstFetch: null, DateTimeOffset.UnixEpoch);

        Assert.Equal([2.5], durations.GetMeasurementSnapshot().Select(measurement => measurement.Value));
        Assert.Equal("s", durations.Instrument!.Unit);
    }
}
