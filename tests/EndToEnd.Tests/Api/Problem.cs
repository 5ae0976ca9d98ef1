using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

/// <summary>An RFC 9457 answer.</summary>
internal static class Problem
{
    /// <summary>Checks that the answer is a whole one, and returns the fields that it names.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.True(Uri.TryCreate(problem.Text("type"), UriKind.Absolute, out _));
        Assert.NotEmpty(problem.Text("title"));
        Assert.NotEmpty(problem.Text("detail"));
        Assert.Equal((int)status, problem.Number("status"));
        var errors = problem.Get("errors");
        Assert.All(errors.EnumerateObject(), field => Assert.All(field.Value.EnumerateArray(), message => Assert.NotEmpty(message.GetString()!)));
        return [.. errors.Names()];
    }
}
