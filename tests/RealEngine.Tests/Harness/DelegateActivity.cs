using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>Code as an activity. No input reads as the default, as in the cases' other harness.</summary>
internal sealed class DelegateActivity<TIn, TOut>(Func<TIn?, Task<TOut>> code) : ITaskActivity
{
    public Type InputType => InputTypes.Of<TIn>();

    public Type OutputType => typeof(TOut);

    public async Task<object?> RunAsync(TaskActivityContext context, object? input) => await code(input is TIn given ? given : default);
}
