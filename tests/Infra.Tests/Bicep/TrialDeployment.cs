using Infra.Tests.Deployment;

namespace Infra.Tests.Bicep;

/// <summary>A deployment with parameters of a test's own.</summary>
internal static class TrialDeployment
{
    public static async Task<CommandResult> PredictAsync(string parameters, string environmentName = "trial") =>
        (await ReadAsync(parameters, environmentName)).Result;

    public static async Task<(CommandResult Result, PredictedDeployment? Deployment)> ReadAsync(string parameters, string environmentName)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("trial.bicepparam");
        // Bicep takes relative paths alone.
        var template = Path.GetRelativePath(folder.Path, Path.Combine(Repository.Infra, "main.bicep")).Replace('\\', '/');
        await File.WriteAllTextAsync(file, $"using '{template}'\nparam environmentName = '{environmentName}'\nparam location = 'westeurope'\n{parameters}\n");

        var result = await BicepCli.SnapshotAsync(file, "overwrite");
        return (result, result.ExitCode == 0 ? PredictedDeployment.Read(folder.File("trial.snapshot.json")) : null);
    }
}
