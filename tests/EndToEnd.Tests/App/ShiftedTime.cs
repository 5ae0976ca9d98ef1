namespace EndToEnd.Tests.App;

/// <summary>The system's clock, set on or back.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
