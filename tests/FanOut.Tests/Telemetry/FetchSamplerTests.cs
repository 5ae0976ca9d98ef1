using System.Diagnostics;
using FanOut.Telemetry;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;

namespace FanOut.Tests.Telemetry;

public sealed class FetchSamplerTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Fetches_OfALargeJob_AreKeptAtASteadyRate()
    {
        var sampler = new FetchSampler(_clock);

        Assert.Equal(FetchSampler.FetchesPerSecond, Kept(sampler, "activity:Fetch"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(FetchSampler.FetchesPerSecond, Kept(sampler, "activity:Fetch"));
    }

    [Theory, InlineData("orchestration:BatchOrchestrator"), InlineData("activity:WriteBatch")]
    public void Everything_Else_IsKept(string name)
    {
        var sampler = new FetchSampler(_clock);

        Assert.Equal(1_000, Kept(sampler, name));
    }

    private static int Kept(FetchSampler sampler, string name) => Enumerable.Range(0, 1_000).Count(_ =>
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        return sampler.ShouldSample(new SamplingParameters(parent, parent.TraceId, name, ActivityKind.Server)).Decision is SamplingDecision.RecordAndSample;
    });
}
