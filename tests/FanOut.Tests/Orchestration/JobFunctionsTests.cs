using System.Text;
using System.Text.Json;
using FanOut.Control;
using FanOut.Jobs;
using FanOut.Orchestration;
using FanOut.Results;
using FanOut.Tests.Callbacks;
using FanOut.Tests.Control;
using FanOut.Tests.Lists;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FanOut.Tests.Orchestration;

public sealed class JobFunctionsTests : IDisposable
{
    private const string Id = "0000000000000000deadbeef";

    private readonly StubBlobService _blobs = new();
    private readonly TestLists _lists = new();
    private readonly StorageMeter _meter = new(TimeProvider.System);
    private readonly FakeLogger<JobStarter> _started = new();
    private readonly Mock<DurableTaskClient> _client = new(MockBehavior.Strict, "test");
    private readonly InputChunks _inputs;
    private readonly NewJobs _newJobs;
    private readonly JobFunctions _functions;
    private readonly ControlFunctions _control;

    public JobFunctionsTests()
    {
        var blobs = _blobs.Open();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        var keys = new IdempotencyKeys(blobs);
        _inputs = new InputChunks(blobs);
        _newJobs = new NewJobs(blobs);
        _functions = new JobFunctions(
            new JobRequestReader(Options.Create(new JobSettings()), TestCallbacks.Rules()), _lists.Reader, blobs, _inputs,
            new JobStarter(blobs, keys, new JobsInFlight(blobs, Options.Create(new JobSettings()), clock, NullLogger<JobsInFlight>.Instance), _newJobs, clock, _started),
            new Retention(Options.Create(new JobSettings()), NullLogger<Retention>.Instance), _meter, clock);
        _control = new ControlFunctions(new ControlStore(blobs), new JobPurge(blobs, keys), clock);
    }

    public void Dispose()
    {
        _newJobs.Dispose();
        _inputs.Dispose();
        _meter.Dispose();
        _lists.Dispose();
        _blobs.Dispose();
    }

    [Fact]
    public async Task Start_OfAShortList_SchedulesTheJobWithItByTheIdItAnswers()
    {
        var (input, options, response) = await StartAsync(
            """{"name":"n","urls":["https://example.com/a","https://example.com/b"],"options":{"batchSize":7}}""", given => Assert.NotNull(given.Urls));

        var id = options.InstanceId!;
        Assert.Equal(202, response.StatusCode);
        Assert.True(JobId.IsValid(id));
        Assert.Equal($"Job {id} accepted: 2 URLs", _started.LatestRecord.Message);
        Assert.Equal($"/api/jobs/{id}", response.Headers.Location);
        Assert.Equal(("n", 2, 7), (input.Name, input.Total, input.Options.BatchSize));
        Assert.Equal(["https://example.com/a", "https://example.com/b"], input.Urls);
        Assert.True(_blobs.Has($"inflight/{id}"), "A job that was started is counted.");
        Assert.False(_blobs.Has($"{id}/input.ndjson"), "The job writes it.");
        Assert.Equal(id, await _newJobs.ListAsync(null, CancellationToken.None).SingleAsync());
    }

    [Fact]
    public async Task Start_OfALongerList_StoresItBeforeItSchedulesTheJob()
    {
        const int Urls = 200;
        var (input, options, _) = await StartAsync(
            JsonSerializer.Serialize(new { urls = Enumerable.Range(0, Urls).Select(i => $"https://example.com/{i}") }),
            given => Assert.Null(given.Urls),
            id => Assert.True(_blobs.Has($"{id}/input.ndjson"), "The list has to be there before its job starts."));

        Assert.Equal(Urls, input.Total);
        Assert.Equal("""{"url":"https://example.com/0"}""", _blobs.Read($"{options.InstanceId}/input.ndjson").Split('\n')[0]);
    }

    [Fact]
    public async Task Start_OfABadRequest_SchedulesNothing()
    {
        var response = await AnswerAsync(await _functions.StartAsync(RequestOf("""{"urls":[]}"""), _client.Object));

        Assert.Equal(400, response.StatusCode);
        _client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Cancel_OfARunningJob_WritesItDownBeforeItWakesTheJob()
    {
        Knows(OrchestrationRuntimeStatus.Running);
        _client.Setup(client => client.RaiseEventAsync(Id, WakeUp.EventName, WakeUp.ControlChanged, It.IsAny<CancellationToken>()))
            .Callback(() => Assert.Contains("\"cancelled\":true", _blobs.Read($"{Id}/control.json"), StringComparison.Ordinal))
            .Returns(Task.CompletedTask);

        var response = await AnswerAsync(await _control.CancelAsync(RequestOf(""), _client.Object, Id));

        Assert.Equal(202, response.StatusCode);
        _client.Verify(client => client.RaiseEventAsync(Id, WakeUp.EventName, WakeUp.ControlChanged, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory, InlineData(StatusCode.NotFound), InlineData(StatusCode.FailedPrecondition), InlineData(StatusCode.Unknown)]
    public async Task Cancel_OfAJobThatEndsMeanwhile_IsAccepted(StatusCode status)
    {
        Knows(OrchestrationRuntimeStatus.Running);
        _client.Setup(client => client.RaiseEventAsync(Id, WakeUp.EventName, It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RpcException(new Status(status, "The orchestration instance has ended.")));

        Assert.Equal(202, (await AnswerAsync(await _control.CancelAsync(RequestOf(""), _client.Object, Id))).StatusCode);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task Cancel_OfAFinishedJob_IsAConflictAndChangesNothing(OrchestrationRuntimeStatus status)
    {
        Knows(status);

        var response = await AnswerAsync(await _control.CancelAsync(RequestOf(""), _client.Object, Id));

        Assert.Equal(409, response.StatusCode);
        Assert.False(_blobs.Has($"{Id}/control.json"));
    }

    [Theory, InlineData(Id), InlineData("not-an-id"), InlineData("0000000000000000deadbeef-00000000")]
    public async Task Job_ThatNobodyStarted_IsNotFound(string id)
    {
        _client.Setup(client => client.GetInstanceAsync(Id, true, It.IsAny<CancellationToken>())).ReturnsAsync((OrchestrationMetadata?)null);

        Assert.Equal(404, (await AnswerAsync(await _functions.GetAsync(RequestOf(""), _client.Object, id))).StatusCode);
        Assert.Equal(404, (await AnswerAsync(await _control.CancelAsync(RequestOf(""), _client.Object, id))).StatusCode);
        Assert.False(_blobs.Has($"{id}/control.json"));
    }

    [Fact]
    public async Task Job_ThatIsAnotherOrchestration_IsNotFound()
    {
        _client.Setup(client => client.GetInstanceAsync(Id, true, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OrchestrationMetadata(BatchOrchestrator.Name, Id));

        Assert.Equal(404, (await AnswerAsync(await _functions.GetAsync(RequestOf(""), _client.Object, Id))).StatusCode);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, "1")]
    [InlineData(OrchestrationRuntimeStatus.Running, "1")]
    [InlineData(OrchestrationRuntimeStatus.Completed, "")]
    public async Task Job_UntilItHasFinished_SaysWhenToAskAgain(OrchestrationRuntimeStatus status, string retryAfter)
    {
        Knows(status);

        var response = await AnswerAsync(await _functions.GetAsync(RequestOf(""), _client.Object, Id));

        Assert.Equal((200, retryAfter), (response.StatusCode, response.Headers.RetryAfter.ToString()));
    }

    private async Task<(JobInput Input, StartOrchestrationOptions Options, HttpResponse Response)> StartAsync(string body, Action<JobInput> look, Action<string>? lookAt = null)
    {
        StartOrchestrationOptions? options = null;
        JobInput? input = null;
        _client.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                It.Is<TaskName>(name => name.Name == JobOrchestrator.Name), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Callback((TaskName _, object? given, StartOrchestrationOptions? with, CancellationToken _) =>
            {
                (input, options) = ((JobInput)given!, with);
                look(input);
                lookAt?.Invoke(with!.InstanceId!);
            })
            .ReturnsAsync((TaskName _, object? _, StartOrchestrationOptions? with, CancellationToken _) => with!.InstanceId!);

        var response = await AnswerAsync(await _functions.StartAsync(RequestOf(body), _client.Object));
        return (input!, options!, response);
    }

    private void Knows(OrchestrationRuntimeStatus status)
    {
        var converter = JsonDataConverter.Default;
        var ended = status == OrchestrationRuntimeStatus.Completed;
        var progress = converter.Serialize(new JobProgress
        {
            Status = ended ? JobStatus.Succeeded : JobStatus.Running,
            FinishedAt = ended ? DateTimeOffset.UnixEpoch : null,
        });
        _client.Setup(client => client.GetInstanceAsync(Id, true, It.IsAny<CancellationToken>())).ReturnsAsync(new OrchestrationMetadata(JobOrchestrator.Name, Id)
        {
            RuntimeStatus = status,
            SerializedInput = converter.Serialize(MockedJob.InputOf(10, new JobOptions())),
            SerializedCustomStatus = status == OrchestrationRuntimeStatus.Pending ? null : progress,
            SerializedOutput = ended ? progress : null,
            DataConverter = converter,
        });
    }

    private static HttpRequest RequestOf(string body)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = "application/json";
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }

    private static async Task<HttpResponse> AnswerAsync(IActionResult result)
    {
        var context = new DefaultHttpContext();
        await result.ExecuteResultAsync(new ActionContext(context, new RouteData(), new()));
        return context.Response;
    }
}
