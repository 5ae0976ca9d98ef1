using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>
/// What the trigger tells by name. Of a request: the parameters of its query (the last of those with one name, the key
/// excepted), over them the segments of its route, and all of query and headers as JSON. Of durable functions: the instance's id.
/// </summary>
internal sealed class TriggerData : BindingContext
{
    private const string InstanceId = "instanceId";
    private const string KeyParameter = "code";

    private TriggerData(IReadOnlyDictionary<string, object?> data) => BindingData = data;

    public override IReadOnlyDictionary<string, object?> BindingData { get; }

    public static TriggerData Of(InvocationContext context) =>
        new(context.Http is { } http ? OfRequest(http.Request) : new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            [InstanceId] = context.InstanceId,
        });

    /// <summary>What one name stands for, without all the others having to be told.</summary>
    public static object? Find(InvocationContext context, string name)
    {
        if (context.Http is not { Request: var request }) return string.Equals(name, InstanceId, StringComparison.OrdinalIgnoreCase) ? context.InstanceId : null;
        if (request.RouteValues[name] is { } segment) return segment.ToString();
        return !IsKey(name) && request.Query.TryGetValue(name, out var values) ? values.LastOrDefault() : null;
    }

    private static Dictionary<string, object?> OfRequest(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Query"] = Json(request.Query.Select(each => KeyValuePair.Create(each.Key, each.Value.LastOrDefault()))),
            ["Headers"] = Json(request.Headers.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value.ToString()))),
        };
        foreach (var (name, values) in request.Query)
        {
            if (!IsKey(name)) data[name] = values.LastOrDefault();
        }

        foreach (var (name, segment) in request.RouteValues)
        {
            if (segment is not null) data[name] = segment.ToString();
        }

        return data;
    }

    private static bool IsKey(string name) => string.Equals(name, KeyParameter, StringComparison.OrdinalIgnoreCase);

    private static string Json(IEnumerable<KeyValuePair<string, string?>> pairs) =>
        JsonSerializer.Serialize(pairs.ToDictionary(StringComparer.OrdinalIgnoreCase));
}
