using System.Globalization;

namespace Infra.Tests.Settings;

/// <summary>What host.json may hold: the host's own keys, and of the durable extension whatever its options have.</summary>
internal static class HostJsonSchema
{
    private const string Durable = "extensions/durableTask/";

    private static readonly string[] s_logLevels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical", "None"];

    /// <summary>What is wrong with a value at a path such as <c>extensions/http/routePrefix</c>; null when nothing.</summary>
    public static string? WhatIsWrong(string path, string value) => path switch
    {
        "version" => value is "2.0" ? null : "version must be 2.0",
        "telemetryMode" => value is "OpenTelemetry" ? null : "telemetryMode must be OpenTelemetry",
        "extensions/http/routePrefix" => null,
        _ when path.StartsWith("logging/logLevel/", StringComparison.Ordinal) => s_logLevels.Contains(value, StringComparer.Ordinal) ? null : $"{path} must be a level",
        _ when path.StartsWith(Durable, StringComparison.Ordinal) => OfDurable(path[Durable.Length..].Split('/'), value),
        _ => $"{path} is not known",
    };

    private static string? OfDurable(string[] steps, string value) => steps switch
    {
        [var name] => DurableExtension.Has("DurableTaskOptions", name) ? OfKind(name, value) : $"the durable extension has no {name}",
        ["tracing", var name] => DurableExtension.Has("TraceOptions", name) ? null : $"the durable extension traces no {name}",
        ["storageProvider", "type"] => value is "azureManaged" or "AzureStorage" ? null : "storageProvider/type must be AzureStorage or azureManaged",
        ["storageProvider", "connectionStringName"] => null,
        ["storageProvider", var name] => DurableExtension.Has("AzureStorageOptions", name) ? null : $"the storage provider has no {name}",
        _ => $"{string.Join('/', steps)} is not known",
    };

    private static string? OfKind(string name, string value) =>
        !name.StartsWith("max", StringComparison.Ordinal) || (int.TryParse(value, CultureInfo.InvariantCulture, out var count) && count >= 1)
            ? null
            : $"{name} must be a whole number of at least 1";
}
