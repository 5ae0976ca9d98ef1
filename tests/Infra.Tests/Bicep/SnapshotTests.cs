namespace Infra.Tests.Bicep;

public sealed class SnapshotTests
{
    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public async Task Deployment_IsWhatItsSnapshotSays(string name)
    {
        var result = await BicepCli.SnapshotAsync(Snapshots.ParametersOf(name), "validate");

        Assert.True(result.ExitCode == 0, result.Text + Environment.NewLine + "When the change is meant: bicep snapshot --mode overwrite, as in docs/operations.md.");
    }

    [Fact]
    public void Snapshots_CoverBothBackendsWithAndWithoutNetwork() =>
        Assert.Equal(
            ["azureStorage", "azureStorage-vnet", "durableTaskScheduler", "durableTaskScheduler-vnet"],
            Snapshots.All);
}
