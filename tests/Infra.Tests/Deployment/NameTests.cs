namespace Infra.Tests.Deployment;

public sealed class NameTests
{
    [Theory]
    [MemberData(nameof(Bicep.Snapshots.Names), MemberType = typeof(Bicep.Snapshots))]
    public void Names_AreWithinTheLimitsOfAzure(string snapshot) => Assert.All(PredictedDeployment.Of(snapshot).Resources, NameRules.Check);

    [Theory]
    [MemberData(nameof(Bicep.Snapshots.Names), MemberType = typeof(Bicep.Snapshots))]
    public void Resources_ThatCanBeTagged_AreTaggedForTheirEnvironment(string snapshot) =>
        Assert.All(
            PredictedDeployment.Of(snapshot).Resources.Where(resource => resource.Node.ContainsKey("location")),
            resource => Assert.Equal("snapshot", resource.Node["tags"]?["azd-env-name"]?.GetValue<string>()));
}
