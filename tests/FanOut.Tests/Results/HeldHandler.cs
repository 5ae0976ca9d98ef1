using System.Collections.Concurrent;
using System.Net;

namespace FanOut.Tests.Results;

/// <summary>A server that answers when it is told to.</summary>
internal sealed class HeldHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _arrived = new();
    private readonly ConcurrentDictionary<string, (TaskCompletionSource Arrived, TaskCompletionSource<HttpResponseMessage> Answer)> _requests = new(StringComparer.Ordinal);

    /// <summary>The paths of all requests so far, in their order.</summary>
    public IReadOnlyCollection<string> Arrived => _arrived;

    public Task ArrivedAsync(string path) => Of(path).Arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Answer(string path, HttpStatusCode status = HttpStatusCode.OK) => Of(path).Answer.SetResult(new HttpResponseMessage(status));

    public void Fail(string path) => Of(path).Answer.SetException(new HttpRequestException("Connection reset by the test."));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        _arrived.Enqueue(path);
        Of(path).Arrived.TrySetResult();
        return Of(path).Answer.Task.WaitAsync(cancellationToken);
    }

    private (TaskCompletionSource Arrived, TaskCompletionSource<HttpResponseMessage> Answer) Of(string path) => _requests.GetOrAdd(path, _ =>
        (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)));
}
