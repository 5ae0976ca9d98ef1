using System.Collections.Concurrent;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class JobIdTests
{
    private static readonly DateTimeOffset s_now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_SortNewestFirst_EvenWhenTheClockStandsStillOrGoesBack()
    {
        TimeSpan[] steps = [TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1)];
        var now = s_now;
        var ids = new List<string>();
        foreach (var step in Enumerable.Repeat(steps, 50).SelectMany(step => step)) ids.Add(JobId.Create(now += step));
        Assert.Equal(ids.AsEnumerable().Reverse(), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_MadeAtOnce_HaveTimesOfTheirOwn()
    {
        var ids = new ConcurrentBag<string>();
        Parallel.For(0, 5000, _ => ids.Add(JobId.Create(s_now)));
        Assert.Equal(5000, ids.Select(id => id[..16]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Id_ThatWasCreated_IsValid() => Assert.True(JobId.IsValid(JobId.Create(s_now)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../../../../secrets/abcd")]
    [InlineData("%2f0123456789abcdef012345")]
    [InlineData("0123456789abcdef/1234567")]
    [InlineData("0123456789ABCDEF01234567")]
    [InlineData("0123456789abcdef0123456")]
    [InlineData("0123456789abcdef012345678")]
    [InlineData("0123456789abcdef0123456\n")]
    [InlineData("0123456789abcdef0123456٣")]
    public void Id_OfAnyOtherShape_IsNotValid(string? id) => Assert.False(JobId.IsValid(id));
}
