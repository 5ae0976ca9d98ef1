using FanOut.Cli.Jobs;
using FanOut.Cli.Output;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd.Tests.Cli;

public sealed class LineProgressTests
{
    [Fact]
    public async Task LineProgress_ManyReports_OneLineASecondAndOnlyOnChange()
    {
        var time = new FakeTimeProvider();
        var output = new StringWriter { NewLine = "\n" };

        await new LineProgress(output, time).ShowAsync(report =>
        {
            report(Running(done: 0));
            report(Running(done: 10));
            time.Advance(TimeSpan.FromSeconds(1));
            report(Running(done: 20));
            time.Advance(TimeSpan.FromSeconds(1));
            report(Running(done: 20));
            return Task.FromResult(Running(done: 20));
        });

        Assert.Equal("running: 0 of 1,000 URLs, 5.0 URLs/s\nrunning: 20 of 1,000 URLs, 5.0 URLs/s; 20 ok\n", output.ToString());
    }

    private static JobSnapshot Running(int done) => new()
    {
        Id = "1",
        Status = "running",
        Total = 1000,
        Done = done,
        UrlsPerSecond = 5,
        Outcomes = done == 0 ? new Dictionary<string, long>(StringComparer.Ordinal) : new(StringComparer.Ordinal) { ["ok"] = done },
    };
}
