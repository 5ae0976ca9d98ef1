using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Create_OnlyWhatIsRequired_HasTheRealDefaults()
    {
        var policy = new RetryPolicy(3, Second);

        Assert.Equal((1.0, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan), (policy.BackoffCoefficient, policy.MaxRetryInterval, policy.RetryTimeout));
        Assert.True(policy.Handle(new InvalidOperationException()));
    }

    [Fact]
    public void Create_InfiniteLimits_AreAccepted()
    {
        var policy = new RetryPolicy(1, Second, maxRetryInterval: Timeout.InfiniteTimeSpan, retryTimeout: Timeout.InfiniteTimeSpan);

        Assert.Equal(Timeout.InfiniteTimeSpan, policy.MaxRetryInterval);
    }

    [Theory]
    [InlineData(0, 1, 1, null, null)]
    [InlineData(1, 0, 1, null, null)]
    [InlineData(1, 1, 0.9, null, null)]
    [InlineData(1, 2, 1, 1, null)]
    [InlineData(1, 2, 1, null, 1)]
    public void Create_OutOfRange_Throws(int attempts, int first, double backoff, int? max, int? timeout) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts, first * Second, backoff, max is { } m ? m * Second : null, timeout is { } t ? t * Second : null));

    [Fact]
    public void HandleFailure_Set_JudgesExceptionsToo()
    {
        var policy = new RetryPolicy(2, Second) { HandleFailure = failure => failure.IsCausedBy<IOException>() };

        Assert.Equal((true, false), (policy.Handle(new FileNotFoundException()), policy.Handle(new InvalidOperationException())));
    }
}
