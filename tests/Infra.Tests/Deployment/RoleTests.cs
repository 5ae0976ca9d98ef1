namespace Infra.Tests.Deployment;

public sealed class RoleTests
{
    private const string BlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string QueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string MonitoringMetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string DurableTaskDataContributor = "0ad04412-c4d5-4796-b79c-f76d14c8d402";

    [Theory]
    [InlineData("azureStorage")]
    [InlineData("azureStorage-vnet")]
    public void AzureStorage_GivesBlobQueueAndTableOfTheAccountAndTelemetry(string snapshot) => Assert.Equal(
        Sorted(
            ("Microsoft.Storage/storageAccounts", BlobDataOwner),
            ("Microsoft.Storage/storageAccounts", QueueDataContributor),
            ("Microsoft.Storage/storageAccounts", TableDataContributor),
            ("Microsoft.Insights/components", MonitoringMetricsPublisher)),
        RolesOf(snapshot));

    [Theory]
    [InlineData("durableTaskScheduler")]
    [InlineData("durableTaskScheduler-vnet")]
    public void Scheduler_GivesBlobsAndTheOneTaskHubAndTelemetry(string snapshot) => Assert.Equal(
        Sorted(
            ("Microsoft.Storage/storageAccounts", BlobDataOwner),
            ("Microsoft.DurableTask/schedulers/taskHubs", DurableTaskDataContributor),
            ("Microsoft.Insights/components", MonitoringMetricsPublisher)),
        RolesOf(snapshot));

    [Theory]
    [MemberData(nameof(Bicep.Snapshots.Names), MemberType = typeof(Bicep.Snapshots))]
    public void Assignments_AreToTheAppsIdentityAndSayWhy(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);
        var identity = deployment.One("Microsoft.ManagedIdentity/userAssignedIdentities");

        Assert.All(deployment.All("Microsoft.Authorization/roleAssignments"), role =>
        {
            Assert.Contains($"{identity.Id}'", role.Text("principalId")!.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal("ServicePrincipal", role.Text("principalType"));
            Assert.NotEmpty(role.Text("description")!);
        });
    }

    private static List<(string Scope, string Role)> RolesOf(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);
        return Sorted([.. deployment.All("Microsoft.Authorization/roleAssignments").Select(role => (
            deployment.Resources.Single(resource => string.Equals(resource.Id, ScopeOf(role), StringComparison.Ordinal)).Type,
            role.Text("roleDefinitionId")!.Split('/')[^1]))]);
    }

    private static string ScopeOf(PredictedResource role) => role.Id[..role.Id.LastIndexOf("/providers/", StringComparison.Ordinal)];

    private static List<(string Scope, string Role)> Sorted(params (string Scope, string Role)[] roles) => [.. roles.Order()];
}
