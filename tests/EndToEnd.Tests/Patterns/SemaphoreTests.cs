using EndToEnd.Tests.App;
using FanOut.Cli.Site;

namespace EndToEnd.Tests.Patterns;

/// <summary><c>asyncio.Semaphore(5)</c></summary>
[Collection(PatternsCollection.Name)]
public sealed class SemaphoreTests(AppFixture app)
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(25)]
    public async Task MaxConcurrency_OfFive_IsNeverPassedWhateverTheBatchSize(int batchSize)
    {
        const int Cap = 5, Fetches = 40, DelayMs = 100;
        await using var site = await SampleSite.StartAsync();

        var job = await app.Api.RunAsync(Enumerable.Repeat($"{site.BaseUri}delay/{DelayMs}", Fetches), new { maxConcurrency = Cap, batchSize });

        Assert.Equal(Fetches, job.Outcomes("ok"));
        Assert.Equal(Math.Min(batchSize, Cap), job.Get("options").Number("batchSize"));
        Assert.Equal(Cap, site.MaxInFlight);
    }
}
