using System.Text.Json.Nodes;

namespace Infra.Tests.Deployment;

/// <summary>What a deployment makes, as a snapshot tells it: values that only Azure knows are expressions in brackets.</summary>
internal sealed class PredictedDeployment
{
    private PredictedDeployment(JsonObject snapshot)
    {
        Resources = [.. snapshot["predictedResources"]!.AsArray().Select(node => new PredictedResource(node!.AsObject()))];
        Outputs = snapshot["outputs"]!.AsObject();
        Diagnostics = snapshot["diagnostics"]!.AsArray();
    }

    public IReadOnlyList<PredictedResource> Resources { get; }

    public JsonObject Outputs { get; }

    public JsonArray Diagnostics { get; }

    /// <summary>The app's settings by name.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => One("Microsoft.Web/sites/config").Properties
        .ToDictionary(setting => setting.Key, setting => setting.Value!.GetValue<string>(), StringComparer.Ordinal);

    public static PredictedDeployment Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    public static PredictedDeployment Of(string snapshot) => Read(Bicep.Snapshots.FileOf(snapshot));

    public PredictedResource One(string type) => Assert.Single(Resources, resource => resource.Is(type));

    public IEnumerable<PredictedResource> All(string type) => Resources.Where(resource => resource.Is(type));
}
