using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>The management URLs of an instance. They contain the system key.</summary>
/// <param name="address">The host's, as the caller knows it.</param>
/// <param name="hub">The task hub.</param>
/// <param name="systemKey">The key; null for none.</param>
/// <param name="instanceId">The instance.</param>
internal sealed class InstanceLinks(string address, string hub, string? systemKey, string instanceId)
{
    /// <summary>The name that Azure gives the storage of <c>AzureWebJobsStorage</c>.</summary>
    private const string Connection = "Storage";

    public string Status => Link();

    public HttpManagementPayload Payload => new()
    {
        Id = instanceId,
        StatusQueryGetUri = Status,
        SendEventPostUri = Link("/raiseEvent/{eventName}"),
        TerminatePostUri = Link("/terminate", "reason={text}&"),
        PurgeHistoryDeleteUri = Status,
        RestartPostUri = Link("/restart"),
        SuspendPostUri = Link("/suspend", "reason={text}&"),
        ResumePostUri = Link("/resume", "reason={text}&"),
    };

    private string Link(string action = "", string query = "")
    {
        var code = string.IsNullOrEmpty(systemKey) ? string.Empty : $"&code={Uri.EscapeDataString(systemKey)}";
        return $"{address}{ManagementRoutes.Base}/instances/{Uri.EscapeDataString(instanceId)}{action}"
            + $"?{query}taskHub={Uri.EscapeDataString(hub)}&connection={Connection}{code}";
    }
}
