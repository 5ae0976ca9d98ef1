using System.Collections.Concurrent;
using System.Net;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>The way to storage: counts what passes, breaks what it is told to, and can hold a request back.</summary>
internal sealed class JournalWire() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<(string Kind, JournalFault Fault)> _faults = new();
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly SemaphoreSlim _answered = new(0);
    private (string Kind, TaskCompletionSource Reached, TaskCompletionSource Released)? _held;

    /// <summary>Every request so far: <c>append</c>, <c>create</c>, <c>list</c>, <c>lease</c>, or its method.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>The next requests of a kind meet these faults, one each.</summary>
    public void Break(string kind, params JournalFault[] faults)
    {
        foreach (var fault in faults) _faults.Enqueue((kind, fault));
    }

    /// <summary>Holds back the next request of a kind; the tasks tell when it came, and let it go.</summary>
    public (Task Reached, TaskCompletionSource Released) Hold(string kind)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = (kind, reached, released);
        return (reached.Task, released);
    }

    /// <summary>Waits for an answer that nobody has waited for yet.</summary>
    public async Task AnsweredAsync() => Assert.True(await _answered.WaitAsync(TimeSpan.FromSeconds(30)), "There was no request.");

    public void ForgetAnswered()
    {
        while (_answered.Wait(0))
        {
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var kind = KindOf(request);
        _seen.Enqueue(kind);
        if (_held is { } held && string.Equals(held.Kind, kind, StringComparison.Ordinal))
        {
            _held = null;
            held.Reached.SetResult();
            await held.Released.Task.WaitAsync(cancellationToken);
        }
        try
        {
            return _faults.TryPeek(out var next) && string.Equals(next.Kind, kind, StringComparison.Ordinal) && _faults.TryDequeue(out next)
                ? await MeetAsync(next.Fault, request, cancellationToken)
                : await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            _answered.Release();
        }
    }

    private async Task<HttpResponseMessage> MeetAsync(JournalFault fault, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (fault is JournalFault.AnswerLost or JournalFault.ServerErrorAfterwards or JournalFault.ConditionFailedAfterwards)
        {
            using var answer = await base.SendAsync(request, cancellationToken);
            Assert.True(answer.IsSuccessStatusCode, answer.ToString());
        }
        return fault switch
        {
            JournalFault.ServerError or JournalFault.ServerErrorAfterwards => new HttpResponseMessage(HttpStatusCode.InternalServerError) { RequestMessage = request },
            JournalFault.ConditionFailedAfterwards => new HttpResponseMessage(HttpStatusCode.PreconditionFailed) { RequestMessage = request },
            _ => throw new HttpRequestException("Connection reset by the test."),
        };
    }

    private static string KindOf(HttpRequestMessage request)
    {
        var query = request.RequestUri!.Query;
        if (query.Contains("comp=appendblock", StringComparison.Ordinal)) return "append";
        if (query.Contains("comp=list", StringComparison.Ordinal)) return "list";
        if (query.Contains("comp=lease", StringComparison.Ordinal)) return "lease";
        return request.Headers.TryGetValues("x-ms-blob-type", out var types) && types.Contains("AppendBlob", StringComparer.Ordinal) ? "create" : request.Method.Method;
    }
}
