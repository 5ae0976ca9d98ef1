using System.Net;

namespace CrashLoop.App;

/// <summary>Tells the driver, which survives, that an activity has run.</summary>
/// <param name="witness">Where the driver listens.</param>
/// <param name="life">Which life of the app this is.</param>
public sealed class WitnessClient(Uri witness, string life) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = witness };

    /// <param name="instanceId">The orchestration.</param>
    /// <param name="taskId">The task of it that runs.</param>
    /// <param name="word">What the task was told to say.</param>
    public async Task RanAsync(string instanceId, int taskId, string word)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/ran/{instanceId}/{taskId}/{word}", UriKind.Relative));
        request.Headers.UserAgent.ParseAdd(life);
        using var answer = await _http.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"The witness answered {answer.StatusCode}.");
    }

    public void Dispose() => _http.Dispose();
}
