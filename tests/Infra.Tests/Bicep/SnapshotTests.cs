namespace Infra.Tests.Bicep;

public sealed class SnapshotTests
{
    private const string Update = "UPDATE_SNAPSHOTS";

    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public async Task Deployment_IsWhatItsSnapshotSays(string name)
    {
        var mode = Environment.GetEnvironmentVariable(Update) is "1" ? "overwrite" : "validate";

        var result = await BicepCli.SnapshotAsync(Snapshots.ParametersOf(name), mode);

        Assert.True(result.ExitCode == 0, $"{result.Text}{Environment.NewLine}When the change is meant, run this test once with {Update}=1.");
    }

    [Fact]
    public void Snapshots_CoverBothBackendsWithAndWithoutNetwork() =>
        Assert.Equal(
            ["azureStorage", "azureStorage-vnet", "durableTaskScheduler", "durableTaskScheduler-vnet"],
            Snapshots.All);
}
