using System.Text.Json.Nodes;

namespace FanOut.Tests.OpenApi;

/// <summary>The document as it is served.</summary>
internal static class OpenApiDocument
{
    public static JsonNode Root { get; } = Read();

    public static JsonObject Schema(string name) => Root["components"]!["schemas"]![name]!.AsObject();

    public static IEnumerable<string> Properties(string schema) => Schema(schema)["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal);

    public static IEnumerable<(string Method, string Path, JsonNode Operation)> Operations() =>
        from path in Root["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Key, path.Key, operation.Value!);

    private static JsonNode Read()
    {
        using var resource = typeof(FanOutBuilder).Assembly.GetManifestResourceStream("openapi.json")!;
        return JsonNode.Parse(resource)!;
    }
}
