using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class ProblemResultTests
{
    [Fact]
    public async Task RefusedRequest_BecomesAProblem_WithItsErrors()
    {
        var refused = await new Posting().RefusedAsync("""{"urls":["u"],"options":{"maxConcurrency":0}}""");
        var (response, json) = await ExecuteAsync(refused.ToResult());
        Assert.Equal(400, response.StatusCode);
        Assert.StartsWith("application/problem+json", response.ContentType, StringComparison.Ordinal);
        Assert.Equal(400, json.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(json.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrEmpty(json.GetProperty("detail").GetString()));
        Assert.Equal("Must be an integer from 1 to 2000.", json.GetProperty("errors").GetProperty("options.maxConcurrency")[0].GetString());
    }

    [Fact]
    public async Task RefusedRequest_WithOddNames_IsStillJson()
    {
        var refused = await new Posting().RefusedAsync("""{"urls":["u"],"\u0000\ud800<b>":1,"":2}""");
        var (_, json) = await ExecuteAsync(refused.ToResult());
        Assert.Equal(2, json.GetProperty("errors").EnumerateObject().Count());
    }

    [Fact]
    public async Task Problem_WithoutErrors_HasItsStatus()
    {
        var (response, json) = await ExecuteAsync(new ProblemResult(404, "There is no such job.", "Look at GET /api/jobs."));
        Assert.Equal(404, response.StatusCode);
        Assert.Equal("There is no such job.", json.GetProperty("title").GetString());
    }

    private static async Task<(HttpResponse Response, JsonElement Json)> ExecuteAsync(ProblemResult result)
    {
        var context = new DefaultHttpContext();
        var written = new MemoryStream();
        context.Response.Body = written;
        await result.ExecuteResultAsync(new ActionContext(context, new RouteData(), new Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor()));
        return (context.Response, JsonDocument.Parse(Encoding.UTF8.GetString(written.ToArray())).RootElement);
    }
}
