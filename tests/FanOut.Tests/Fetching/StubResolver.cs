using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

internal sealed class StubResolver(params string[] addresses) : IHostResolver
{
    public List<string> Asked { get; } = [];

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Add(host);
        return Task.FromResult(Array.ConvertAll(addresses, address => IPAddress.Parse(address)));
    }
}
