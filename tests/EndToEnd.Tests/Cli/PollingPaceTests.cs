using FanOut.Cli.Jobs;

namespace EndToEnd.Tests.Cli;

public sealed class PollingPaceTests
{
    [Theory]
    [InlineData(null, 1.0)]
    [InlineData(3.0, 3.0)]
    public void PollingPace_LongJob_BeginsQuicklyAndEndsWhereTheAppWishes(double? retryAfterSeconds, double longestSeconds)
    {
        TimeSpan? retryAfter = retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var pace = new PollingPace();

        var delays = Enumerable.Range(0, 20).Select(_ => pace.Next(retryAfter)).ToList();

        Assert.Equal(TimeSpan.FromMilliseconds(100), delays[0]);
        Assert.Equal(delays.Order(), delays);
        Assert.Equal(TimeSpan.FromSeconds(longestSeconds), delays[^1]);
    }
}
