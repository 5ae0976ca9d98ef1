using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class DurableTaskRegistryTests
{
    private readonly DurableTaskRegistry _registry = new();

    [Fact]
    public async Task Activity_OfAFunction_RunsIt()
    {
        _registry.AddActivityFunc<int, string>("Echo", (_, input) => $"got {input}");

        var (name, factory) = Assert.Single(_registry.GetActivities());
        var activity = factory(null!);

        Assert.Equal((new TaskName("Echo"), typeof(int), typeof(string)), (name, activity.InputType, activity.OutputType));
        Assert.Equal("got 5", await activity.RunAsync(null!, 5));
        await Assert.ThrowsAsync<ArgumentException>(() => activity.RunAsync(null!, "five"));
        await Assert.ThrowsAsync<ArgumentException>(() => activity.RunAsync(null!, input: null));
    }

    [Fact]
    public void Orchestrator_OfAClass_HasTheNameInItsAttribute()
    {
        _registry.AddOrchestrator<Named>();

        Assert.Equal(new TaskName("ByAttribute"), Assert.Single(_registry.GetOrchestrators()).Key);
    }

    [Fact]
    public void Add_NameTaken_ThrowsUnlessTheVersionDiffers()
    {
        _registry.AddOrchestratorFunc("Same", _ => { });
        _registry.AddOrchestratorFunc<int, int>("Same", "2", (_, input) => Task.FromResult(input));

        Assert.Throws<ArgumentException>(() => _registry.AddOrchestratorFunc("SAME", _ => { }));
        Assert.Equal(2, _registry.GetOrchestrators().Count());
    }

    [DurableTask("ByAttribute")]
    private sealed class Named : TaskOrchestrator<int, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(input);
    }
}
