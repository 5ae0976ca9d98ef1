using System.Net;

namespace FanOut.Fetching;

/// <summary>What every request to a site says.</summary>
internal static class DefaultHeaders
{
    public const string UserAgent = "User-Agent";

    public static HttpRequestMessage NewRequest(HttpMethod method, Uri url) => new(method, url)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    /// <summary>Adds those that the request has not got yet.</summary>
    public static void AddTo(HttpRequestMessage request, string userAgent)
    {
        Add(request, UserAgent, userAgent);
        Add(request, "Accept", "*/*");
        Add(request, "Accept-Encoding", ContentDecoding.Accepted);
    }

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.NonValidated.Contains(name))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
