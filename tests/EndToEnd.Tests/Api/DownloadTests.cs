using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class DownloadTests(AppFixture app)
{
    [Fact]
    public async Task Json_OfAFinishedJob_IsOneArrayOfItsRecords()
    {
        var id = await RunAsync();

        using var response = await GetAsync(id, "?format=json");

        Assert.Equal(("application/json", $"{id}.json"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal(["true"], response.Headers.GetValues("FanOut-Complete"));
        var records = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).EnumerateArray().ToList();
        Assert.Equal(["ok", "httpError", "invalidUrl", "ok"], records.Outcomes());
    }

    [Fact]
    public async Task Csv_OfAFinishedJob_HasARowForEachRecordUnderAHeader()
    {
        var id = await RunAsync();

        using var response = await GetAsync(id, "?format=csv");

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        var rows = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.StartsWith("index,sourceIndex,url,outcome,statusCode,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("2,,\"'=no url\",invalidUrl,", rows[3], StringComparison.Ordinal);
        Assert.Equal((6, ""), (rows.Length, rows[^1]));
    }

    [Theory, InlineData("ok", 2), InlineData("httpError,invalidUrl", 2), InlineData("timeout", 0), InlineData("ok, httpError", 3)]
    public async Task Filter_ByOutcome_LeavesTheOthersOut(string outcomes, int count)
    {
        var id = await RunAsync();

        var lines = await app.Api.Http.GetStringAsync(new Uri($"/api/jobs/{id}/results?outcome={outcomes}", UriKind.Relative));
        var array = await app.Api.Http.GetStringAsync(new Uri($"/api/jobs/{id}/results?format=json&outcome={outcomes}", UriKind.Relative));

        Assert.Equal(count, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(count, JsonSerializer.Deserialize<JsonElement>(array).GetArrayLength());
    }

    [Theory]
    [InlineData("?format=xml", "format")]
    [InlineData("?format=", "format")]
    [InlineData("?outcome=slow", "outcome")]
    [InlineData("?outcome=", "outcome")]
    [InlineData("?outcomes=ok", "outcomes")]
    public async Task Query_ThatMakesNoSense_NamesTheParameter(string query, string field)
    {
        using var response = await GetAsync(await RunAsync(), query);

        Assert.Equal([field], await Problem.ReadAsync(response, HttpStatusCode.BadRequest));
    }

    [Theory, InlineData(""), InlineData("?format=csv"), InlineData("?format=json"), InlineData("?outcome=ok")]
    public async Task Download_ToAClientThatTakesGzip_IsCompressed(string query)
    {
        var id = await RunAsync();
        var plain = await app.Api.Http.GetStringAsync(new Uri($"/api/jobs/{id}/results{query}", UriKind.Relative));

        using var response = await GetAsync(id, query, ("Accept-Encoding", "br;q=1, gzip;q=0.5"));

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var content = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(plain, await new StreamReader(content).ReadToEndAsync());
    }

    [Fact]
    public async Task Download_ToAClientThatRefusesGzip_IsNot()
    {
        using var response = await GetAsync(await RunAsync(), "", ("Accept-Encoding", "gzip;q=0"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Ranges_OfAFinishedJob_MakeUpTheWhole()
    {
        var id = await RunAsync();
        using var whole = await GetAsync(id, "");
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        Assert.Equal(["bytes"], whole.Headers.AcceptRanges);
        Assert.Equal(bytes.Length, whole.Content.Headers.ContentLength);

        using var first = await GetAsync(id, "", ("Range", "bytes=0-99"));
        using var rest = await GetAsync(id, "", ("Range", "bytes=100-"), ("If-Range", whole.Headers.ETag!.ToString()));
        using var other = await GetAsync(id, "", ("Range", "bytes=100-"), ("If-Range", "\"other\""));
        using var beyond = await GetAsync(id, "", ("Range", $"bytes={bytes.Length}-"));

        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.PartialContent), (first.StatusCode, rest.StatusCode));
        byte[] joined = [.. await first.Content.ReadAsByteArrayAsync(), .. await rest.Content.ReadAsByteArrayAsync()];
        Assert.Equal(bytes, joined);
        Assert.Equal(new ContentRangeHeaderValue(0, 99, bytes.Length), first.Content.Headers.ContentRange);
        Assert.Equal((HttpStatusCode.OK, bytes.Length), (other.StatusCode, (await other.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Theory, InlineData(""), InlineData("?format=csv"), InlineData("?format=json&outcome=ok")]
    public async Task Tag_OfAFinishedJob_SparesTheDownload(string query)
    {
        var id = await RunAsync();
        using var first = await GetAsync(id, query);

        using var again = await GetAsync(id, query, ("If-None-Match", first.Headers.ETag!.ToString()));
        using var otherForm = await GetAsync(id, "?outcome=timeout", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, otherForm.StatusCode));
    }

    [Fact]
    public async Task Download_OfARunningJob_HasNoTagAndSaysThatItIsNotComplete()
    {
        var id = (await app.Api.StartAsync([app.Url("/page/1"), app.Url("/delay/30000")], new { batchSize = 1, timeoutSeconds = 60 })).Text("id");
        await Eventually.SeeAsync(() => app.Api.GetAsync(id), job => job.Number("done") == 1, "the first record");
        await Eventually.SeeAsync(() => app.Api.ResultsAsync(id), results => results.Records.Count == 1, "its line");

        using var response = await GetAsync(id, "?format=json");

        Assert.Equal(["false"], response.Headers.GetValues("FanOut-Complete"));
        Assert.Null(response.Headers.ETag);
        Assert.Equal(1, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetArrayLength());
        await app.Api.DeleteAsync(id);
        await app.Api.EndAsync(id);
    }

    [Fact]
    public async Task Head_OfResults_HasTheHeadersOfTheDownload()
    {
        var id = await RunAsync();
        using var whole = await GetAsync(id, "");

        using var request = new HttpRequestMessage(HttpMethod.Head, $"/api/jobs/{id}/results");
        using var head = await app.Api.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, whole.Content.Headers.ContentLength), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
    }

    private async Task<string> RunAsync() =>
        (await app.Api.RunAsync([app.Url("/page/1"), app.Url("/status/404"), "=no url", app.Url("/page/2")])).Text("id");

    private Task<HttpResponseMessage> GetAsync(string id, string query, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/jobs/{id}/results{query}");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return app.Api.Http.SendAsync(request);
    }
}
