using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>How the management API writes JSON.</summary>
internal static class ManagementJson
{
    /// <summary>Payloads may be as deep as durable JSON allows, and stand some levels inside an answer.</summary>
    private const int MaxDepth = 128;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = MaxDepth,
    };

    public static IResult Answer(object body, int status = StatusCodes.Status200OK) => Results.Json(body, s_options, statusCode: status);

    /// <summary>A payload as the JSON that it is, or as a string when it is none.</summary>
    public static JsonNode? Value(string? payload)
    {
        if (payload is null) return null;
        try
        {
            return JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            return JsonValue.Create(payload);
        }
    }
}
