using System.Net;

namespace FanOut.Tests.Fetching.Robots;

/// <summary>Answers every URL with an empty 200, after the time that is set for its path.</summary>
internal sealed class DelayedHandler(TimeProvider time, params (string Path, double Seconds)[] delays) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (path, seconds) in delays)
        {
            if (string.Equals(path, request.RequestUri!.AbsolutePath, StringComparison.Ordinal)) await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("") };
    }
}
