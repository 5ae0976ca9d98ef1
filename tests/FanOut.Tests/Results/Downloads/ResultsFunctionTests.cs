using FanOut.Jobs;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Tests.Control;
using FanOut.Tests.Orchestration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Moq;

namespace FanOut.Tests.Results.Downloads;

public sealed class ResultsFunctionTests : IDisposable
{
    private const string Id = "0000000000000000deadbeef";
    private const string Line = "{\"index\":0,\"url\":\"https://example.com/\",\"outcome\":\"ok\"}\n";

    private readonly StubBlobService _blobs = new();
    private readonly Mock<DurableTaskClient> _client = new("test");

    public ResultsFunctionTests()
    {
        var converter = JsonDataConverter.Default;
        _client.Setup(client => client.GetInstanceAsync(Id, true, It.IsAny<CancellationToken>())).ReturnsAsync(new OrchestrationMetadata(JobOrchestrator.Name, Id)
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Completed,
            SerializedInput = converter.Serialize(MockedJob.InputOf(1, new JobOptions())),
            SerializedOutput = converter.Serialize(new JobProgress { Status = JobStatus.Succeeded, FinishedAt = DateTimeOffset.UnixEpoch }),
            DataConverter = converter,
        });
        _blobs.Put($"{Id}/results.ndjson", Line);
    }

    public void Dispose() => _blobs.Dispose();

    [Theory]
    [InlineData("GET", "", "\"1\"", 304, null)]
    [InlineData("GET", "?format=csv", "\"1-Csv-all\"", 304, null)]
    [InlineData("GET", "", "*", 304, null)]
    [InlineData("HEAD", "", null, 200, 56L)]
    [InlineData("HEAD", "?format=csv", null, 200, null)]
    [InlineData("HEAD", "", "\"other\"", 200, 56L)]
    public async Task Request_ThatNeedsNoContent_DownloadsNone(string method, string query, string? known, int status, long? length)
    {
        var response = await AnswerAsync(method, query, known);

        Assert.Equal((status, length), (response.StatusCode, response.ContentLength));
        Assert.NotEmpty(response.Headers.ETag.ToString());
        Assert.Equal((1, 0), (_blobs.Reads, _blobs.Downloads));
    }

    [Fact]
    public async Task Download_OfTheWhole_IsOneRequestToStorage()
    {
        var response = await AnswerAsync("GET", "", null);

        Assert.Equal(Line, ReadBody(response));
        Assert.Equal((1, 1), (_blobs.Reads, _blobs.Downloads));
    }

    [Fact]
    public async Task Download_WhereAnotherTagIsKnown_HasTheContent() => Assert.Equal(Line, ReadBody(await AnswerAsync("GET", "", "\"other\"")));

    private async Task<HttpResponse> AnswerAsync(string method, string query, string? known)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.QueryString = new QueryString(query);
        context.Request.Headers.IfNoneMatch = known;
        context.Response.Body = new MemoryStream();
        var result = await new ResultsFunction(_blobs.Open(), TimeProvider.System).GetAsync(context.Request, _client.Object, Id);
        if (result is StatusCodeResult bare) context.Response.StatusCode = bare.StatusCode;
        else await result.ExecuteResultAsync(new ActionContext(context, new RouteData(), new()));
        return context.Response;
    }

    private static string ReadBody(HttpResponse response)
    {
        response.Body.Position = 0;
        return new StreamReader(response.Body).ReadToEnd();
    }
}
