using System.Net.Mime;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace FanOut.OpenApi;

/// <summary>The description of the HTTP API. It is kept by hand, and tests hold it to the code.</summary>
public static class OpenApiFunction
{
    private static readonly byte[] s_document = ReadDocument();
    private static readonly EntityTagHeaderValue s_tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(s_document)[..8])}\"");

    [Function("GetOpenApi")]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(s_document, MediaTypeNames.Application.Json, entityTag: s_tag);
    }

    private static byte[] ReadDocument()
    {
        using var resource = typeof(OpenApiFunction).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[resource.Length];
        resource.ReadExactly(document);
        return document;
    }
}
