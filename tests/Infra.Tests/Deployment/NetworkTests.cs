using System.Net;
using System.Text.Json.Nodes;

namespace Infra.Tests.Deployment;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("azureStorage-vnet", new[] { "blob", "queue", "table" })]
    [InlineData("durableTaskScheduler-vnet", new[] { "blob", "scheduler" })]
    public void Network_ReachesWhatTheBackendNeedsPrivately(string snapshot, string[] groups)
    {
        var deployment = PredictedDeployment.Of(snapshot);

        Assert.Equal(groups, deployment.All("Microsoft.Network/privateEndpoints")
            .Select(endpoint => endpoint.Find("privateLinkServiceConnections")![0]!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal("Disabled", deployment.One("Microsoft.Storage/storageAccounts").Text("publicNetworkAccess"));
        Assert.All(deployment.All("Microsoft.DurableTask/schedulers"), scheduler => Assert.Equal("Disabled", scheduler.Text("publicNetworkAccess")));
        Assert.EndsWith("/subnets/app", deployment.One("Microsoft.Web/sites").Text("virtualNetworkSubnetId"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azureStorage")]
    [InlineData("durableTaskScheduler")]
    public void NoNetwork_MakesNone(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);

        Assert.DoesNotContain(deployment.Resources, resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        Assert.Equal("null", deployment.One("Microsoft.Web/sites").Text("virtualNetworkSubnetId") ?? "null");
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.255.255")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.251")]
    [InlineData("255.255.255.255")]
    public void Address_ThatIsNotPublic_IsRefused(string address)
    {
        var denied = RulesOfApp("azureStorage-vnet").Single(rule => rule["name"]!.GetValue<string>() is "DenyNotPublic")["properties"]!;

        Assert.Contains(denied["destinationAddressPrefixes"]!.AsArray(), prefix => IPNetwork.Parse(prefix!.GetValue<string>()).Contains(IPAddress.Parse(address)));
    }

    [Fact]
    public void Rules_AllowEndpointsAndNamedNetworksFirstThenDenyThenAllowTheWebAlone() => Assert.Equal(
        ["AllowPrivateEndpoints", "AllowNamedNetworks", "DenyNotPublic", "AllowWeb", "DenyTheRest"],
        RulesOfApp("azureStorage-vnet").OrderBy(rule => rule["properties"]!["priority"]!.GetValue<int>()).Select(rule => rule["name"]!.GetValue<string>()));

    [Fact]
    public void NamedNetworks_AreOpenedAsTheAppsOwnSettingSays()
    {
        var deployment = PredictedDeployment.Of("azureStorage-vnet");
        var named = RulesOfApp("azureStorage-vnet").Single(rule => rule["name"]!.GetValue<string>() is "AllowNamedNetworks")["properties"]!;

        Assert.Equal(["10.9.0.0/16"], named["destinationAddressPrefixes"]!.AsArray().Select(prefix => prefix!.GetValue<string>()));
        Assert.Equal(
            deployment.AppSettings["FanOut__AllowedPorts"].Split(','),
            named["destinationPortRanges"]!.AsArray().Select(port => port!.GetValue<string>()));
    }

    private static List<JsonNode> RulesOfApp(string snapshot) => [.. PredictedDeployment.Of(snapshot)
        .All("Microsoft.Network/networkSecurityGroups").Single(group => group.Name.StartsWith("nsg-app-", StringComparison.Ordinal))
        .Find("securityRules")!.AsArray().Select(rule => rule!)];
}
