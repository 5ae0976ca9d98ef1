using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class ToleratedFailuresTests
{
    [Theory]
    [InlineData("0", 0, 100, false)]
    [InlineData("0", 1, 100, true)]
    [InlineData("100", 100, 1000, false)]
    [InlineData("100", 101, 1000, true)]
    [InlineData("5%", 5, 100, false)]
    [InlineData("5%", 6, 100, true)]
    [InlineData("0.1%", 1, 1000, false)]
    [InlineData("0.1%", 1, 999, true)]
    [InlineData("100%", 7, 7, false)]
    public void Failures_PastWhatIsTolerated_ExceedIt(string text, int failures, int total, bool exceeded)
    {
        Assert.True(ToleratedFailures.TryParse(text, out var tolerated));
        Assert.Equal(exceeded, tolerated.IsExceededBy(failures, total));
    }
}
