namespace FanOut.Tests.Fetching;

internal static class TestTimes
{
    /// <summary>How long a test waits for something that comes at once unless it is broken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
}
