using System.Text.Json;
using FunctionsEmulator.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>One request of the management API: what it asks for, and the engine that it asks.</summary>
internal sealed class ManagementRequest(HttpContext http, DurableEngine engine, string? systemKey)
{
    public HttpContext Http => http;

    public DurableEngine Engine => engine;

    public DurableTaskClient Client => engine.Client;

    public CancellationToken Aborted => http.RequestAborted;

    public string InstanceId => Route(ManagementRoutes.InstanceId)!;

    /// <summary>A segment of the route. Kestrel decodes all of it but slashes, which would divide it.</summary>
    public string? Route(string name) => (http.Request.RouteValues[name] as string)?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A query parameter; null when it is missing or empty.</summary>
    public string? Query(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    public bool Flag(string name, bool otherwise) => Query(name) switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw Invalid($"'{name}' must be true or false, not '{text}'."),
    };

    public DateTimeOffset? Time(string name) => Query(name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var time) => time,
        var text => throw Invalid($"'{name}' must be a time such as 2026-01-31T12:00:00Z, not '{text}' (a '+' in a URL is written %2B)."),
    };

    public InstanceLinks LinksOf(string instanceId) => new($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}", engine.Options.HubName, systemKey, instanceId);

    /// <summary>The body; null when it is empty, or says null.</summary>
    public async Task<JsonElement?> ReadJsonAsync()
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, Aborted);
        if (body.Length == 0) return null;
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return document.RootElement.ValueKind == JsonValueKind.Null ? null : document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Invalid($"The body is not JSON. {e.Message}");
        }
    }

    public static ManagementException Invalid(string message) => new(StatusCodes.Status400BadRequest, message);

    public ManagementException Missing() => new(StatusCodes.Status404NotFound, $"There is no instance with the id '{InstanceId}'.");
}
