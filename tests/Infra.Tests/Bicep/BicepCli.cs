namespace Infra.Tests.Bicep;

/// <summary>The Bicep compiler that the build restored.</summary>
internal static class BicepCli
{
    private const string Subscription = "00000000-0000-0000-0000-000000000001";
    private const string Tenant = "00000000-0000-0000-0000-000000000002";

    public static Task<CommandResult> RunAsync(string folder, params IEnumerable<string> arguments) =>
        CommandLine.RunAsync(Repository.Fact("Bicep"), folder, arguments);

    /// <summary>What a deployment with these parameters would make; <c>overwrite</c> writes it beside them, <c>validate</c> compares.</summary>
    public static Task<CommandResult> SnapshotAsync(string parameters, string mode) => RunAsync(
        Path.GetDirectoryName(parameters)!,
        "snapshot", Path.GetFileName(parameters), "--mode", mode, "--subscription-id", Subscription, "--tenant-id", Tenant, "--location", "westeurope");
}
