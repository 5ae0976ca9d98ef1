using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

internal sealed class HangingResolver : IHostResolver
{
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return [];
    }
}
