using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Testing;

/// <summary>An orchestration that was to complete has failed, was terminated, or can make no progress any more.</summary>
/// <param name="message">What happened to it.</param>
/// <param name="metadata">Where it stands.</param>
public sealed class OrchestrationNotCompletedException(string message, OrchestrationMetadata metadata) : Exception(message)
{
    /// <summary>Where the instance stands, with its input, output, custom status and failure.</summary>
    public OrchestrationMetadata Metadata { get; } = metadata;
}
