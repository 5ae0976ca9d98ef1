using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>An instance as the management API shows it.</summary>
internal sealed record InstanceStatus(string Name, string InstanceId, string RuntimeStatus, string CreatedTime, string LastUpdatedTime)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonNode? Input { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonNode? CustomStatus { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonNode? Output { get; init; }

    /// <summary>Left out unless asked for.</summary>
    public JsonArray? HistoryEvents { get; init; }

    public static InstanceStatus Of(OrchestrationMetadata instance, bool showInput) =>
        new(instance.Name, instance.InstanceId, instance.RuntimeStatus.ToString(), Seconds(instance.CreatedAt), Seconds(instance.LastUpdatedAt))
        {
            Input = showInput ? ManagementJson.Value(instance.SerializedInput) : null,
            CustomStatus = ManagementJson.Value(instance.SerializedCustomStatus),
            Output = instance.FailureDetails is { } failure ? failure.ToString() : ManagementJson.Value(instance.SerializedOutput),
        };

    private static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("s") + "Z";
}
