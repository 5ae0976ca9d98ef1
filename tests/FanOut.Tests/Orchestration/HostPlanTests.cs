using CsCheck;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

public sealed class HostPlanTests
{
    [Fact]
    public void Batches_OfAllLanes_FitUnderTheCapTogether() => Gen.Select(Gen.Int[1, 2000], Gen.Int[1, 500], Gen.Int[1, 2000]).Sample((cap, batchSize, laterCap) =>
    {
        var lanes = HostPlan.Lanes(cap, Math.Min(cap, batchSize));
        Assert.InRange(lanes, 1, HostPlan.MaxLanes);
        Assert.InRange(lanes * HostPlan.BatchSize(cap, batchSize, lanes), 1, cap);
        Assert.InRange(HostPlan.BatchSize(laterCap, batchSize, lanes), 1, Math.Max(1, laterCap / lanes));
    });

    [Theory, InlineData("example.com", 16, 6), InlineData("www.example.com", 16, 11), InlineData("", 16, 5), InlineData("example.com", 1, 0)]
    public void Lane_OfAHost_IsTheSameInEveryProcess(string host, int lanes, int lane) => Assert.Equal(lane, HostPlan.LaneOf(host, lanes));

    [Theory]
    [InlineData("https://Example.com/a", "example.com")]
    [InlineData("http://example.com:8080/b", "example.com")]
    [InlineData("http://[::1]/", "::1")]
    [InlineData("no url", "")]
    public void Host_OfAUrl_IsItsNameAlone(string url, string host) => Assert.Equal(host, HostKey.Of(url));
}
