namespace Infra.Tests.Bicep;

public sealed class ParameterTests
{
    [Fact]
    public async Task MoreFetchesThanMemoryHolds_FailsAndSaysWhatToDo()
    {
        var result = await TrialDeployment.PredictAsync("param maxConcurrentActivityFunctions = 1000");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("needs 2000 MiB and the host 256, more than instanceMemoryMB (2048): lower the first, or choose a larger instance", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongestEnvironmentName_MakesNamesThatAzureTakes()
    {
        var name = new string('e', 64);

        var (result, deployment) = await TrialDeployment.ReadAsync(
            $"param vnetEnabled = true\nparam durableBackend = 'durableTaskScheduler'\nparam alertEmail = 'operator@example.com'", name);

        Assert.True(result.ExitCode == 0, result.Text);
        Assert.All(deployment!.Resources, Deployment.NameRules.Check);
        Assert.Contains(deployment.Resources, resource => resource.Name.EndsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EnvironmentName_LongerThanAllowed_IsRefused()
    {
        var result = await TrialDeployment.PredictAsync("", new string('e', 65));

        Assert.NotEqual(0, result.ExitCode);
    }
}
