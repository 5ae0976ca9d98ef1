using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Testing;

/// <summary>An activity made from services.</summary>
public sealed class DoublingActivity(OrderDesk desk, TimeProvider clock) : TaskActivity<int, string>
{
    public override Task<string> RunAsync(TaskActivityContext context, int input) =>
        Task.FromResult($"{context.Name} of {context.InstanceId}: {input * desk.UnitPrice} in {clock.GetUtcNow().Year}");
}
