using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Patterns;

/// <summary><c>(await client.get(url)).json()</c>, and what <c>try/except ClientError</c> was for.</summary>
[Collection(PatternsCollection.Name)]
public sealed class SingleFetchTests(AppFixture app, Httpbin httpbin)
{
    [HttpbinFact]
    public async Task Fetch_OfAJsonEndpoint_GivesItsParsedBody()
    {
        var job = await app.Api.RunAsync([await httpbin.UrlAsync("/get")], new { capture = "json" });

        var record = Assert.Single(await app.Api.RecordsAsync(job));
        Assert.Equal("ok", record.Text("outcome"));
        Assert.Equal(200, record.Number("statusCode"));
        Assert.Equal("application/json", record.Text("contentType"));
        Assert.Equal(await httpbin.UrlAsync("/get"), record.Get("json").Text("url"));
        Assert.Equal("succeeded", job.Text("status"));
    }

    [Fact]
    public async Task NetworkError_OfAnyKind_IsAnOutcomeAndSinksNothing()
    {
        using var refused = new RefusedPort();

        var job = await app.Api.RunAsync([refused.Url, "http://no-such-host.invalid/", app.Url("/page/1")]);

        var records = await app.Api.RecordsAsync(job);
        Assert.Equal(["connectError", "dnsError", "ok"], records.Outcomes());
        Assert.All(records.Take(2), record => Assert.NotEmpty(record.Text("error")));
        Assert.All(records.Take(2), record => Assert.True(record.IsNull("statusCode")));
        Assert.Equal("partial", job.Text("status"));
        Assert.True(job.IsNull("error"));
    }
}
