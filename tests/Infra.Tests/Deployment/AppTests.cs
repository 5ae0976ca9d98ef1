namespace Infra.Tests.Deployment;

public sealed class AppTests
{
    [Theory]
    [MemberData(nameof(Bicep.Snapshots.Names), MemberType = typeof(Bicep.Snapshots))]
    public void App_IsFlexConsumptionOnDotnet10WithADurableInstanceReady(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);
        var app = deployment.One("Microsoft.Web/sites");

        Assert.Equal("FC1", deployment.One("Microsoft.Web/serverfarms").Node["sku"]!["name"]!.GetValue<string>());
        Assert.Equal("functionapp,linux", app.Node["kind"]!.GetValue<string>());
        Assert.Equal("""{"name":"dotnet-isolated","version":"10.0"}""", app.Text("functionAppConfig/runtime"));
        Assert.Equal("""[{"name":"durable","instanceCount":1}]""", app.Text("functionAppConfig/scaleAndConcurrency/alwaysReady"));
        Assert.Equal("api", app.Node["tags"]!["azd-service-name"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Bicep.Snapshots.Names), MemberType = typeof(Bicep.Snapshots))]
    public void Lifecycle_ExpiresTheJobsAndNothingElse(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);
        var rule = Assert.Single(deployment.One("Microsoft.Storage/storageAccounts/managementPolicies").Find("policy/rules")!.AsArray())!["definition"]!;

        Assert.Equal("""["fanout/"]""", rule["filters"]!["prefixMatch"]!.ToJsonString());
        Assert.Equal("""["blockBlob","appendBlob"]""", rule["filters"]!["blobTypes"]!.ToJsonString());
        Assert.Equal("""{"baseBlob":{"delete":{"daysAfterModificationGreaterThan":30}}}""", rule["actions"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Bicep.Snapshots.Names), MemberType = typeof(Bicep.Snapshots))]
    public void Alerts_WatchJobsOrchestrationsAndStorage(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);

        Assert.Equal(["failed-jobs", "stuck-orchestrations"], deployment.All("Microsoft.Insights/scheduledQueryRules").Select(rule => rule.Name).Order(StringComparer.Ordinal));
        Assert.Equal("storage-errors", deployment.One("Microsoft.Insights/metricAlerts").Name);
        Assert.Empty(deployment.Diagnostics);
    }
}
