using System.Text.Json.Nodes;
using Infra.Tests.Bicep;

namespace Infra.Tests.Deployment;

public sealed class SecretTests
{
    private static readonly string[] s_signsOfSecrets = ["AccountKey", "SharedAccess", "sig=", "listKeys", "listAccountSas", "listServiceSas", "password", "secret"];

    /// <summary>The one secret there is, shared with receivers of callbacks: a parameter that Azure keeps to itself.</summary>
    private const string CallbackSecret = "callbackSecret";

    [Fact]
    public async Task CompiledTemplate_NeverAsksForAKey()
    {
        var built = await BicepCli.RunAsync(Repository.Infra, "build", "main.bicep", "--stdout");

        Assert.Equal(0, built.ExitCode);
        Assert.All(s_signsOfSecrets, sign => Assert.DoesNotContain(sign, WithoutCallbacks(built.Output), StringComparison.OrdinalIgnoreCase));
        Assert.Equal("securestring", JsonNode.Parse(built.Output)!["parameters"]![CallbackSecret]!["type"]!.GetValue<string>(), ignoreCase: true);
        Assert.All(OutputsIn(JsonNode.Parse(built.Output)!), output => Assert.DoesNotContain("connectionString", output, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public void SettingsAndOutputs_HoldNoSecret(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);
        var values = deployment.AppSettings.Values.Concat(deployment.Outputs.Select(output => output.Value!.ToJsonString()));

        Assert.Equal($"[parameters('{CallbackSecret}')]", deployment.AppSettings["FanOut__CallbackSecret"]);
        Assert.All(values, value => Assert.All(s_signsOfSecrets, sign => Assert.DoesNotContain(sign, WithoutCallbacks(value), StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public void Access_IsByIdentityAlone(string snapshot)
    {
        var deployment = PredictedDeployment.Of(snapshot);
        var storage = deployment.One("Microsoft.Storage/storageAccounts");

        Assert.Equal("false", storage.Text("allowSharedKeyAccess"));
        Assert.Equal("false", storage.Text("allowBlobPublicAccess"));
        Assert.Equal("TLS1_2", storage.Text("minimumTlsVersion"));
        Assert.Equal("true", deployment.One("Microsoft.Insights/components").Text("DisableLocalAuth"));
        Assert.Equal("true", deployment.One("Microsoft.OperationalInsights/workspaces").Text("features/disableLocalAuth"));
        Assert.Equal("true", deployment.One("Microsoft.Web/sites").Text("httpsOnly"));
        Assert.Equal("UserAssignedIdentity", deployment.One("Microsoft.Web/sites").Text("functionAppConfig/deployment/storage/authentication/type"));
        Assert.All(deployment.All("Microsoft.Storage/storageAccounts/blobServices/containers"), container => Assert.Equal("None", container.Text("publicAccess")));
        Assert.Equal(2, deployment.All("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count(policy => policy.Text("allow") is "false"));
    }

    private static string WithoutCallbacks(string text) => text.Replace(CallbackSecret, "", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> OutputsIn(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(entry => (entry.Key is "outputs" && entry.Value is JsonObject outputs
            ? outputs.Select(output => output.Value!["value"]?.ToJsonString() ?? "")
            : []).Concat(entry.Value is null ? [] : OutputsIn(entry.Value))),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => OutputsIn(item!)),
        _ => [],
    };
}
