using FunctionsEmulator.Durable.Execution;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Durable;

/// <summary>Tells, by its version, whether an instance may run on this host.</summary>
internal static class VersionGate
{
    /// <summary>How an instance ends that may not; null when it may. The words are those of the real worker.</summary>
    public static TurnEnd? Mismatch(EngineOptions options, string? version)
    {
        if (options.DefaultVersion is not { Length: > 0 } own) return null;
        var order = TaskOrchestrationVersioningUtils.CompareVersions(version ?? string.Empty, own);
        var reason = options.VersionMatch switch
        {
            VersionMatch.Strict when order != 0 => $"does not match the worker version '{own}'.",
            VersionMatch.CurrentOrOlder when order > 0 => $"is greater than the worker version '{own}'.",
            _ => null,
        };
        return reason is null
            ? null
            : new TurnEnd(OrchestrationRuntimeStatus.Failed, null, Failures.Of(TaskErrors.VersionMismatch, $"The orchestration version '{version}' {reason}"));
    }
}
