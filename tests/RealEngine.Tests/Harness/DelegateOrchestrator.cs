using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>Code as an orchestrator. No input reads as the default, as in the cases' other harness.</summary>
internal sealed class DelegateOrchestrator<TIn, TOut>(Func<TaskOrchestrationContext, TIn?, Task<TOut>> code) : ITaskOrchestrator
{
    public Type InputType => InputTypes.Of<TIn>();

    public Type OutputType => typeof(TOut);

    public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => await code(context, input is TIn given ? given : default);
}
