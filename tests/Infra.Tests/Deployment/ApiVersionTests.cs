namespace Infra.Tests.Deployment;

/// <summary>
/// The linter holds every version to the newest stable one that it knows; this table tells, in one place, which those
/// are, and catches a compiler that has become older.
/// </summary>
public sealed class ApiVersionTests
{
    private static readonly Dictionary<string, string> s_newestStable = new(StringComparer.Ordinal)
    {
        ["Microsoft.Web/sites"] = "2025-03-01",
        ["Microsoft.Web/serverfarms"] = "2025-03-01",
        ["Microsoft.Storage/storageAccounts"] = "2026-06-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.OperationalInsights/workspaces"] = "2026-03-01",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.DurableTask/schedulers"] = "2026-02-01",
        ["Microsoft.Network/virtualNetworks"] = "2026-03-01",
    };

    [Fact]
    public void Versions_AreTheNewestStable()
    {
        var deployed = PredictedDeployment.Of("azureStorage-vnet").Resources.Concat(PredictedDeployment.Of("durableTaskScheduler-vnet").Resources).ToList();

        Assert.All(s_newestStable, known => Assert.All(
            deployed.Where(resource => resource.Is(known.Key) || resource.Type.StartsWith(known.Key + "/", StringComparison.Ordinal)),
            resource => Assert.Equal(known.Value, resource.ApiVersion)));
        Assert.All(s_newestStable.Keys, type => Assert.Contains(deployed, resource => resource.Is(type)));
        Assert.All(deployed, resource => Assert.DoesNotContain("preview", resource.ApiVersion, StringComparison.Ordinal));
    }
}
