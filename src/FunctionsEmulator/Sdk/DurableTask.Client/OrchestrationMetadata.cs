using System.Collections.Immutable;
using System.Text;

namespace Microsoft.DurableTask.Client;

/// <summary>What was known of an orchestration instance when it was looked up.</summary>
/// <param name="name">Its orchestrator.</param>
/// <param name="instanceId">Its id.</param>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    private const int ShownPayloadCharacters = 50;

    /// <summary>The orchestrator.</summary>
    public string Name { get; } = name;

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Reads input, output and custom status; null unless these were asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where the instance stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Its input; null for none or not asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>Its output; null for none, not yet, or not asked for.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>Its custom status; null for none or not asked for.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Its labels; none by default.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why it failed; null unless it failed and outputs were asked for.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether its status is Running.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether its status is Completed, Failed or Terminated.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>Reads the input.</summary>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>Reads the output.</summary>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>Reads the custom status.</summary>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <summary>A line for logs, with long payloads cut.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(
            $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        Append(text, "Input", SerializedInput);
        Append(text, "Output", SerializedOutput);
        Append(text, "FailureDetails", FailureDetails?.ToString());
        return text.Append(']').ToString();
    }

    private static void Append(StringBuilder text, string label, string? payload)
    {
        if (payload is not null)
        {
            var shown = payload.Length > ShownPayloadCharacters ? payload[..ShownPayloadCharacters] + "..." : payload;
            text.Append($", {label}: '{shown}'");
        }
    }

    private T? Read<T>(string? data) => DataConverter is { } converter
        ? converter.Deserialize<T>(data)
        : throw new InvalidOperationException("This instance was looked up without its inputs and outputs (getInputsAndOutputs).");
}
