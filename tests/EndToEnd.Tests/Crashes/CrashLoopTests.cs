using CrashLoop.App;
using CrashLoop.Driver;

namespace EndToEnd.Tests.Crashes;

/// <summary>A short run of the crash loop; docs/crashes.md tells of long ones.</summary>
public sealed class CrashLoopTests(Xunit.Abstractions.ITestOutputHelper output)
{
    /// <summary>Every point once, and one more from outside.</summary>
    private static readonly int s_kills = Enum.GetValues<KillPoint>().Length + 1;

    [Fact]
    public async Task CrashLoop_AppKilledAtEveryPoint_BreaksNoPromise()
    {
        using var report = new StringWriter();

        await CrashRun.RunAsync(s_kills, s_kills, seed: 1, report, CancellationToken.None);

        output.WriteLine(report.ToString());
        Assert.Contains($"{s_kills} kills, ", report.ToString(), StringComparison.Ordinal);
        Assert.Contains(", 0 violations", report.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("VIOLATION", report.ToString(), StringComparison.Ordinal);
    }
}
