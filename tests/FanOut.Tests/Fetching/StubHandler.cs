using System.Net;

namespace FanOut.Tests.Fetching;

/// <summary>Answers by URL without a network; a URL that nobody registered throws.</summary>
internal sealed class StubHandler : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpResponseMessage>> _answers = new(StringComparer.Ordinal);

    public List<HttpRequestMessage> Requests { get; } = [];

    public StubHandler On(string url, HttpStatusCode status, Action<HttpResponseMessage>? shape = null)
    {
        _answers[url] = () =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent("") };
            shape?.Invoke(response);
            return response;
        };
        return this;
    }

    public StubHandler Redirect(string from, string to, HttpStatusCode status = HttpStatusCode.Found) =>
        On(from, status, response => response.Headers.TryAddWithoutValidation("Location", to));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(_answers[request.RequestUri!.AbsoluteUri]());
    }
}
