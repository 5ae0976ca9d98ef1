using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Which instances a request is about. What cannot be read is refused, so that it never means all of them.</summary>
internal static class InstanceFilter
{
    public const string CreatedTimeFrom = "createdTimeFrom";

    private const string RuntimeStatus = "runtimeStatus";

    public static OrchestrationQuery Of(ManagementRequest request) => new(
        request.Time(CreatedTimeFrom),
        request.Time("createdTimeTo"),
        request.Query(RuntimeStatus)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Status).ToList(),
        InstanceIdPrefix: request.Query("instanceIdPrefix"));

    private static OrchestrationRuntimeStatus Status(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw ManagementRequest.Invalid($"'{RuntimeStatus}' has no '{name}'; it has {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}.");
}
