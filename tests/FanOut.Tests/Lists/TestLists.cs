using System.Text;
using System.Text.Json;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Lists;
using FanOut.Lists.Sitemaps;
using FanOut.Results;
using FanOut.Tests.Control;
using Microsoft.Extensions.Options;

namespace FanOut.Tests.Lists;

/// <summary>Reads lists as the app does, through a guard that lets loopback through, and shows what became of them.</summary>
internal sealed class TestLists : IDisposable
{
    private readonly StubBlobService _stub = new();
    private readonly FetchTransport _transport;

    public TestLists(JobBlobs? blobs = null, JobSettings? settings = null, TimeProvider? time = null, string networks = "127.0.0.0/8")
    {
        var own = Options.Create(settings ?? new JobSettings());
        var names = new SystemHostResolver();
        var rules = EgressRules.Parse(new FetchSettings { AllowedNetworks = networks, AllowedPorts = "*" });
        var guard = new EgressGuard(rules, new OwnEndpoints(null, [], null, names), names, TimeProvider.System);
        ContentDecoding.BeStrict();
        _transport = FetchTransport.Create(guard);
        Reader = new ListReader(new BlobLists(blobs ?? _stub.Open(), own), new SitemapLists(new SitemapClient(_transport, guard, "FanOut-Test")), own, time ?? TimeProvider.System);
    }

    public ListReader Reader { get; }

    public Task<JobRequest> ReadAsync(UrlsFrom from, Stream lines, bool dedupe = false, CancellationToken cancellationToken = default) =>
        Reader.ReadAsync(new JobRequest(null, new JobOptions { Dedupe = dedupe }, 0, new LineIndexBuilder().Build(), "") { UrlsFrom = from }, lines, cancellationToken);

    public async Task<string[]> UrlsAsync(UrlsFrom from, bool dedupe = false)
    {
        using var lines = new MemoryStream();
        var read = await ReadAsync(from, lines, dedupe);
        Assert.Equal(lines.Length, read.LineIndex.Lengths.Sum());
        string[] urls = [.. Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()!)];
        Assert.Equal(read.Total, urls.Length);
        return urls;
    }

    public Task<string[]> SitemapAsync(string url) => UrlsAsync(new UrlsFrom { Sitemap = new Uri(url) });

    /// <summary>What a list that is refused says: of this status, and of nothing but the list.</summary>
    public async Task<string> RefusedAsync(UrlsFrom from, int status = 400)
    {
        var refused = await Assert.ThrowsAsync<JobRequestException>(() => ReadAsync(from, Stream.Null));
        Assert.Equal(status, refused.Status);
        return Assert.Single(Assert.Contains(UrlsFrom.Field, refused.Errors));
    }

    public Task<string> SitemapRefusedAsync(string url, int status = 400) => RefusedAsync(new UrlsFrom { Sitemap = new Uri(url) }, status);

    public void Dispose()
    {
        _transport.Dispose();
        _stub.Dispose();
    }
}
