using FanOut.Jobs;
using FunctionsEmulator.Tests.Durable;
using Simulator;

namespace FanOut.Tests.Orchestration.Engine;

public sealed class SimulatorTests
{
    /// <summary>The receipt leaves out what depends on timing, such as events that a job sends itself.</summary>
    private const double Tolerance = 0.1;

    [Theory, InlineData(1_000, 50), InlineData(600, 100)]
    public async Task Model_OfAJob_CountsWhatItsReceiptCounts(int urls, int batchSize)
    {
        var options = new JobOptions { BatchSize = batchSize, MaxConcurrency = 200 };
        await using var job = new SimulatedJob(EngineMode.InMemory, urls, options, new SimulatedSite(seed: 1));
        job.Storage.UrlsPerRead = batchSize;
        var receipt = (await job.RunAsync()).Work;

        var modelled = new Simulation(new Setting(urls, batchSize, options.MaxConcurrency), Backend.AzureStorage).Run();

        Assert.Equal(receipt.Orchestrations, modelled.Orchestrations);
        Assert.InRange(modelled.Activities, receipt.Activities * (1 - Tolerance), receipt.Activities * (1 + Tolerance));
        Assert.InRange(modelled.HistoryEvents, receipt.HistoryEvents * (1 - Tolerance), receipt.HistoryEvents * (1 + Tolerance));
    }

    [Fact]
    public void Model_PastItsFirstGeneration_TakesTheSameForEachUrl()
    {
        var small = new Simulation(new Setting(4_000, 10, 400), Backend.AzureStorage).Run();
        var large = new Simulation(new Setting(16_000, 10, 400), Backend.AzureStorage).Run();

        Assert.InRange(large.HistoryEvents / 4.0 / small.HistoryEvents, 0.95, 1.05);
        Assert.InRange(large.ReplayedEvents / 4.0 / small.ReplayedEvents, 0.8, 1.2);
        Assert.InRange(large.Operations / 4.0 / small.Operations, 0.95, 1.05);
        Assert.InRange(large.MostFetches, 1, 400);
    }
}
