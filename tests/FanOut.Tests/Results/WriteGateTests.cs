using Azure.Core;
using Azure.Core.Pipeline;
using FanOut.Results;

namespace FanOut.Tests.Results;

public sealed class WriteGateTests : IDisposable
{
    private readonly WriteGate _gate = new(2);
    private readonly HeldHandler _storage = new();
    private readonly HttpPipeline _pipeline;

    public WriteGateTests() => _pipeline = new HttpPipeline(new HttpClientTransport(_storage), [_gate]);

    public void Dispose()
    {
        _gate.Dispose();
        _storage.Dispose();
    }

    [Fact]
    public async Task Writes_BeyondTheLimit_WaitInTheirOrderAndReadsDoNot()
    {
        var writes = Enumerable.Range(0, 4).Select(i => SendAsync(RequestMethod.Put, $"/{i}")).ToList();
        var read = SendAsync(RequestMethod.Get, "/read");

        Assert.Equal(["/0", "/1", "/read"], _storage.Arrived);
        _storage.Answer("/1");
        await writes[1];
        await _storage.ArrivedAsync("/2");
        Assert.DoesNotContain("/3", _storage.Arrived);

        foreach (var path in new[] { "/0", "/2", "/read" }) _storage.Answer(path);
        await _storage.ArrivedAsync("/3");
        _storage.Answer("/3");
        await Task.WhenAll([.. writes, read]);
    }

    [Fact]
    public async Task Write_ThatFailsOrIsGivenUp_LeavesItsPlace()
    {
        var failing = SendAsync(RequestMethod.Put, "/failing");
        var held = SendAsync(RequestMethod.Put, "/held");
        using var impatience = new CancellationTokenSource();
        var impatient = SendAsync(RequestMethod.Delete, "/impatient", impatience.Token);
        var next = SendAsync(RequestMethod.Put, "/next");

        await impatience.CancelAsync();
        _storage.Fail("/failing");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        await _storage.ArrivedAsync("/next");
        _storage.Answer("/next");
        _storage.Answer("/held");
        await Task.WhenAll(held, next);
        Assert.DoesNotContain("/impatient", _storage.Arrived);
    }

    private async Task SendAsync(RequestMethod method, string path, CancellationToken cancellationToken = default)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri("http://storage.test" + path));
        await _pipeline.SendAsync(message, cancellationToken);
    }
}
