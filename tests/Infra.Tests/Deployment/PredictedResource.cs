using System.Text.Json.Nodes;

namespace Infra.Tests.Deployment;

internal sealed class PredictedResource(JsonObject node)
{
    public JsonObject Node => node;

    public string Id => node["id"]!.GetValue<string>();

    public string Type => node["type"]!.GetValue<string>();

    public string Name => node["name"]!.GetValue<string>();

    public string ApiVersion => node["apiVersion"]!.GetValue<string>();

    public JsonObject Properties => node["properties"]!.AsObject();

    public bool Is(string type) => string.Equals(Type, type, StringComparison.Ordinal);

    public string? Text(string path) => Find(path)?.ToJsonString().Trim('"');

    /// <summary>The value at a path such as <c>networkAcls/defaultAction</c> below the properties.</summary>
    public JsonNode? Find(string path) => path.Split('/').Aggregate<string, JsonNode?>(Properties, (at, step) => at?[step]);
}
