using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>This host never retries an invocation by itself; the durable engine's retries are invocations of their own.</summary>
internal sealed class NoRetries : RetryContext
{
    public static readonly NoRetries Instance = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
