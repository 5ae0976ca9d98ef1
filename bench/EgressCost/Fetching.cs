using System.Net;
using FanOut.Fetching;

namespace EgressCost;

/// <summary>
/// Requests through the app's own transport, and nothing around them that would hide what the guard costs: neither records
/// nor hashes.
/// </summary>
internal sealed class Fetching : IDisposable
{
    private const int AtOnce = 64;

    private readonly EgressGuard? _guard;
    private readonly FetchTransport _transport;
    private readonly bool _closes;

    private Fetching(EgressGuard? guard, SocketsHttpHandler handler, bool closes) => (_guard, _transport, _closes) = (guard, new FetchTransport(handler), closes);

    public static Fetching Guarded(bool closes)
    {
        var guard = NewGuard();
        return new Fetching(guard, FetchTransport.NewHandler(guard), closes);
    }

    /// <summary>The same transport, which resolves and dials by itself, and no look at a URL first.</summary>
    public static Fetching Open(bool closes)
    {
        var handler = FetchTransport.NewHandler(NewGuard());
        handler.ConnectCallback = null;
        return new Fetching(null, handler, closes);
    }

    public Task RunAsync(Uri url, int requests)
    {
        var left = requests;
        return Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await FetchAsync(url);
        }));
    }

    public void Dispose() => _transport.Dispose();

    private static EgressGuard NewGuard()
    {
        var names = new SystemHostResolver();
        var settings = new FetchSettings { AllowedNetworks = "127.0.0.0/8", AllowedPorts = "*" };
        var own = new OwnEndpoints(null, [new("http://127.0.0.1:10000"), new("http://127.0.0.1:10001"), new("http://127.0.0.1:10002")], null, names);
        return new EgressGuard(EgressRules.Parse(settings), own, names, TimeProvider.System);
    }

    private async Task FetchAsync(Uri url)
    {
        if (_guard?.Refusal(url) is { } refusal) throw new InvalidOperationException(refusal);
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (_closes) request.Headers.ConnectionClose = true;
        using var response = await _transport.SendAsync(request, CancellationToken.None);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null);
    }
}
