namespace Microsoft.DurableTask;

/// <summary>An activity as the engine sees it; derive from <see cref="TaskActivity{TInput, TOutput}"/> to write one.</summary>
public interface ITaskActivity
{
    /// <summary>The type that the input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs the activity once.</summary>
    /// <exception cref="ArgumentException">The input is not of <see cref="InputType"/>.</exception>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}
