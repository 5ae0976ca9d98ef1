using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace EndToEnd.Tests.Api.OpenApi;

/// <summary>The document of the API as the app serves it, and what it says of answers.</summary>
internal sealed class ApiDocument
{
    private const string SchemaPath = "#/components/schemas/";

    private readonly JsonNode _root;
    private readonly string _definitions;
    private readonly Dictionary<string, JsonNode> _operations;

    private ApiDocument(JsonNode root)
    {
        _root = root;
        _definitions = root["components"]!["schemas"]!.ToJsonString();
        _operations = root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).ToDictionary(
            operation => (string)operation.Value!["operationId"]!, operation => operation.Value!, StringComparer.Ordinal);
    }

    public IEnumerable<string> Operations => _operations.Keys;

    /// <summary>Verbs and paths.</summary>
    public IEnumerable<string> Calls =>
        _root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (path, operation) => $"{operation.Key} {path.Key}");

    public static async Task<ApiDocument> ReadAsync(HttpClient http) => new((await http.GetFromJsonAsync<JsonNode>("/api/openapi.json"))!);

    public IEnumerable<int> Statuses(string operation) => _operations[operation]["responses"]!.AsObject().Select(response => int.Parse(response.Key));

    public bool IsOpen(string operation) => _operations[operation]["security"] is not null;

    /// <summary>Fails when an answer is not one that the document has, in status, type or content.</summary>
    public async Task CheckAsync(string operation, HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        var text = await answer.Content.ReadAsStringAsync();
        var documented = Resolve(_operations[operation]["responses"]![status.ToString()]);
        Assert.True(documented is not null, $"{operation} does not know {status}: {text}");
        var content = documented["content"]?.AsObject();
        if (content is null)
        {
            Assert.Equal("", text);
            return;
        }
        var type = answer.Content.Headers.ContentType!.MediaType!;
        Assert.True(content.ContainsKey(type), $"{operation} {status} does not know {type}.");
        if (type is "application/x-ndjson") Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Check(Schema("ResultRecord"), line));
        else if (type.EndsWith("json", StringComparison.Ordinal)) Check(ToSchema(content[type]!["schema"]!), text);
    }

    public JsonSchema Schema(string name) => ToSchema(new JsonObject { ["$ref"] = SchemaPath + name });

    private static void Check(JsonSchema schema, string text)
    {
        var result = schema.Evaluate(JsonSerializer.Deserialize<JsonElement>(text), new EvaluationOptions { OutputFormat = OutputFormat.List });
        var errors = result.Details?.Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
        Assert.True(result.IsValid, $"{string.Join("; ", errors ?? [])} in {text}");
    }

    // In a schema of its own the others are definitions.
    private JsonSchema ToSchema(JsonNode schema) => JsonSchema.FromText(
        $$"""{"$schema":"https://json-schema.org/draft/2020-12/schema","$defs":{{_definitions}},"allOf":[{{schema.ToJsonString()}}]}"""
            .Replace(SchemaPath, "#/$defs/", StringComparison.Ordinal));

    private JsonNode? Resolve(JsonNode? node) =>
        (string?)node?["$ref"] is { } reference ? reference[2..].Split('/').Aggregate(_root, (at, name) => at[name]!) : node;
}
