namespace FunctionsEmulator.Tests.Hosting;

/// <summary>Tells a test how far a function has come.</summary>
public sealed class CancellationSignals
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
