using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using FanOut.Results;
using Microsoft.Extensions.Time.Testing;

namespace FanOut.Tests.Results;

public sealed class StorageMeterTests : IDisposable
{
    private static readonly TimeSpan s_justNow = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _clock = new();
    private readonly StorageMeter _meter;
    private readonly HeldHandler _storage = new();

    public StorageMeterTests() => _meter = new StorageMeter(_clock);

    public void Dispose()
    {
        _meter.Dispose();
        _storage.Dispose();
    }

    [Theory, InlineData(HttpStatusCode.OK, true), InlineData(HttpStatusCode.NotFound, true), InlineData(HttpStatusCode.InternalServerError, false)]
    public async Task Answer_OfStorage_CountsForAMomentUnlessItIsAFailureOfItsOwn(HttpStatusCode status, bool counts)
    {
        Assert.False(_meter.HasAnsweredWithin(s_justNow));

        await AskAsync(status);

        Assert.Equal(counts, _meter.HasAnsweredWithin(s_justNow));
        _clock.Advance(s_justNow + TimeSpan.FromMilliseconds(1));
        Assert.False(_meter.HasAnsweredWithin(s_justNow));
    }

    private async Task AskAsync(HttpStatusCode status)
    {
        var pipeline = new HttpPipeline(new HttpClientTransport(_storage), [_meter]);
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(new Uri("http://storage.test/x"));
        _storage.Answer("/x", status);
        await pipeline.SendAsync(message, CancellationToken.None);
    }
}
