using System.Text.Json.Nodes;
using FunctionsEmulator.Durable.History;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>An instance's history as the management API shows it: PascalCase names, nothing that is null.</summary>
internal static class HistoryJson
{
    public static JsonArray Of(IEnumerable<HistoryEntry> entries, bool showOutput) =>
        new([.. entries.Where(IsShown).Select(entry => (JsonNode)Of(entry, showOutput))]);

    /// <summary>Where turns begin and end is left out, as on Azure.</summary>
    private static bool IsShown(HistoryEntry entry) => entry.EventType is not (EventTypes.OrchestratorStarted or EventTypes.OrchestratorCompleted);

    private static JsonObject Of(HistoryEntry entry, bool showOutput)
    {
        var json = new JsonObject { [nameof(entry.EventType)] = entry.EventType };
        Add(nameof(entry.EventId), entry.EventId);
        Add(nameof(entry.TaskScheduledId), entry.TaskScheduledId);
        Add(nameof(entry.TimerId), entry.TimerId);
        Add(nameof(entry.Name), entry.Name);
        Add(nameof(entry.FunctionName), entry.FunctionName);
        Add(nameof(entry.InstanceId), entry.InstanceId);
        Add(nameof(entry.OrchestrationStatus), entry.OrchestrationStatus);
        Add(nameof(entry.Reason), entry.Reason);
        Add(nameof(entry.FireAt), entry.FireAt?.UtcDateTime);
        Add(nameof(entry.ScheduledTime), entry.ScheduledTime?.UtcDateTime);
        Add(nameof(entry.Timestamp), entry.Timestamp.UtcDateTime);
        if (!showOutput) return json;
        Add(nameof(entry.Input), ManagementJson.Value(entry.Input));
        Add(nameof(entry.Result), ManagementJson.Value(entry.Result));
        Add(nameof(entry.Details), entry.Details);
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null) json.Add(name, value);
        }
    }
}
