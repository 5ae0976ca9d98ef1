using CsCheck;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

/// <summary>How a host is slowed down for, and sped up again.</summary>
public sealed class HostPaceTests
{
    private static readonly DateTimeOffset s_start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly HostPace _pace = new();
    private DateTimeOffset _now = s_start;
    private long _version;

    [Fact]
    public void Refusals_OfRequestsAtThePace_HalveItDownToTheSlowest()
    {
        var paces = new List<double?>();
        for (var i = 0; i < 8; i++)
        {
            Refuse();
            paces.Add(_pace.PerSecond);
        }

        Assert.Equal([50, 25, 12.5, 6.25, 3.125, 1.5625, 1, 1], paces);
    }

    [Fact]
    public void Refusals_OfRequestsFromBeforeThePace_SayNothingOfIt()
    {
        var begun = _now;
        for (var i = 0; i < 2_000; i++) Refuse(begun);

        Assert.Equal((HostPace.FirstPerSecond, 1), (_pace.PerSecond, _pace.Version));
    }

    [Fact]
    public void Refusals_DuringTheRest_SayNothingOfThePace()
    {
        Refuse();
        var slowed = _now;
        while (_now + TimeSpan.FromMilliseconds(2) < slowed + HostPace.Rest) Refuse(_now += TimeSpan.FromMilliseconds(1));

        Assert.Equal(HostPace.FirstPerSecond, _pace.PerSecond);
        Refuse(_now += TimeSpan.FromMilliseconds(1));
        Assert.Equal(HostPace.FirstPerSecond / 2, _pace.PerSecond);
    }

    [Fact]
    public void Answers_AddTheSameToThePaceEachSecond()
    {
        foreach (var _ in Enumerable.Range(0, 4)) Refuse();
        var pace = _pace.PerSecond!.Value;

        // For three seconds it answers as often as it is asked.
        for (var asked = 0.0; asked < 3; asked += 1 / _pace.PerSecond!.Value) _pace.Answer();

        Assert.InRange(_pace.PerSecond!.Value - pace, 2.9 * HostPace.MorePerSecond, 3.3 * HostPace.MorePerSecond);
    }

    [Fact]
    public void Host_ThatAnswersNothingElse_MayBeDownAndIsNotSlowedDownFor()
    {
        for (var i = 0; i < 20; i++) Refuse(mayBeDown: true);
        Assert.False(_pace.HoldsBack(_now));

        _pace.Answer();
        Refuse(mayBeDown: true);
        Assert.Equal(HostPace.FirstPerSecond, _pace.PerSecond);
        Refuse(mayBeDown: true);
        Assert.Equal(HostPace.FirstPerSecond, _pace.PerSecond);
    }

    [Fact]
    public void Host_WithAPageInTenThatIsDown_IsNotSlowedDownFor()
    {
        for (var i = 0; i < 1_000; i++)
        {
            if (i % 10 == 0) Refuse(mayBeDown: true);
            else _pace.Answer();
            Assert.False(_pace.HoldsBack(_now));
        }
    }

    [Fact]
    public void Host_ThatRefusesNoMore_IsForgottenAfterAMinute()
    {
        Refuse();
        Assert.True(_pace.HoldsBack(_now));
        Assert.False(_pace.IsOver(_now + HostPace.Remembered - TimeSpan.FromTicks(1)));
        Assert.True(_pace.IsOver(_now + HostPace.Remembered));
    }

    [Fact]
    public void Turns_KeepThePaceAndARetryGoesBeforeThoseThatHaveNotBegun()
    {
        Refuse();
        Refuse();
        var spacing = TimeSpan.FromMilliseconds(40);

        var rested = _now + HostPace.Rest;

        for (var i = 0; i < 100; i++) Assert.Equal(rested + (i * spacing), _pace.TakeTurn(_now));
        Assert.Equal(rested, _pace.TakeRetryTurn(_now, TimeSpan.FromSeconds(0.25)));
        Assert.Equal(rested + spacing, _pace.TakeRetryTurn(_now, TimeSpan.FromSeconds(0.25)));
        Assert.Equal(_now + TimeSpan.FromSeconds(8), _pace.TakeRetryTurn(_now, TimeSpan.FromSeconds(8)));
        // What the three take is not there for the others.
        Assert.Equal(rested + (103 * spacing), _pace.TakeTurn(_now));
    }

    [Fact]
    public void Turns_AfterAnIdleTime_BeginAtOnce()
    {
        Refuse();
        _now += TimeSpan.FromSeconds(5);

        Assert.Equal(_now, _pace.TakeTurn(_now));
        Assert.Equal(_now + HostPauses.Spacing, _pace.TakeTurn(_now));
    }

    [Fact]
    public void Pause_OfAHostThatIsSlowedDownFor_HoldsAllBackAndKeepsThePaceAfterIt()
    {
        Refuse();
        Refuse();
        _pace.Pause(_now + TimeSpan.FromSeconds(9), ++_version);

        Assert.Equal(9_000, (_pace.TakeTurn(_now) - _now).TotalMilliseconds);
        Assert.Equal(9_040, (_pace.TakeTurn(_now) - _now).TotalMilliseconds);
        Assert.Equal(9_000, (_pace.TakeRetryTurn(_now, TimeSpan.FromSeconds(0.25)) - _now).TotalMilliseconds);
    }

    [Fact]
    public void Pace_WhateverHappens_StaysInItsRangeAndGivesTurnsInOrder() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3_000]).Array[0, 200].Sample(steps =>
        {
            var pace = new HostPace();
            var (now, last, version) = (s_start, s_start, pace.Version);
            foreach (var (what, milliseconds) in steps)
            {
                now += TimeSpan.FromMilliseconds(milliseconds);
                var before = pace.Version;
                if (what == 0) pace.Refuse(now - TimeSpan.FromMilliseconds(1), mayBeDown: milliseconds % 2 == 0, now, ++version);
                else if (what == 1) pace.Answer();
                else if (what == 2) pace.Pause(now + TimeSpan.FromMilliseconds(milliseconds), ++version);
                else if (what == 3 && pace.TakeRetryTurn(now, TimeSpan.FromMilliseconds(milliseconds)) < now) return false;
                else if (what > 3)
                {
                    var turn = pace.TakeTurn(now);
                    if (turn < now || turn < last) return false;
                    last = turn;
                }

                // Turns from before a change do not hold, and those after it begin anew.
                if (pace.Version != before) last = now;
                if (pace.PerSecond < HostPace.SlowestPerSecond) return false;
            }

            return true;
        });

    /// <summary>After a rest a request begins, and is refused a moment later.</summary>
    private void Refuse(DateTimeOffset? begun = null, bool mayBeDown = false)
    {
        var at = begun ?? (_now += HostPace.Rest);
        _pace.Refuse(at, mayBeDown, _now += TimeSpan.FromMilliseconds(1), ++_version);
        if (begun is not null) _version = _pace.Version;
    }
}
