using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Testing;

public sealed class DoublingOrchestrator : TaskOrchestrator<int, string>
{
    public override Task<string> RunAsync(TaskOrchestrationContext context, int input) =>
        context.CallActivityAsync<string>(nameof(DoublingActivity), input);
}
