using System.IO.Compression;
using System.Text;
using FanOut.Fetching;
using FanOut.Jobs;

namespace FanOut.Lists.Sitemaps;

/// <summary>Reads the URLs of a sitemap, or of all that an index names, one document after the other and in their order.</summary>
internal sealed class SitemapLists(SitemapClient client)
{
    /// <summary>What the protocol of sitemaps allows one to have.</summary>
    internal const int MaxDocumentBytes = 50 * 1024 * 1024;

    internal const int MaxDocuments = 500;

    private const int MaxTagBytes = 256 * 1024;

    /// <summary>An index may name indexes, and those sitemaps only.</summary>
    private const int MaxIndexes = 2;

    public Task ReadAsync(Uri sitemap, UrlList list, CancellationToken cancellationToken) =>
        ReadAsync(sitemap, 0, new Count(), list, cancellationToken);

    private async Task ReadAsync(Uri sitemap, int level, Count documents, UrlList list, CancellationToken cancellationToken)
    {
        var named = new List<string>();
        try
        {
            await client.ReadAsync(sitemap, body => ReadAsync(body, level, documents, named, list, cancellationToken), cancellationToken);
        }
        catch (ListException e)
        {
            throw new ListException($"{ErrorLine.Clean(sitemap.AbsoluteUri)}: {e.Message}", e.BySite);
        }
        foreach (var location in named)
        {
            if (TargetUrl.Parse(location, out var url) is { } fault)
                throw new ListException($"{ErrorLine.Clean(sitemap.AbsoluteUri)}: Names a sitemap that cannot be fetched, '{ErrorLine.Clean(location)}': {fault}.");
            await ReadAsync(url, level + 1, documents, list, cancellationToken);
        }
    }

    private static async Task ReadAsync(Stream sent, int level, Count documents, List<string> named, UrlList list, CancellationToken cancellationToken)
    {
        var (start, rest) = await DocumentStart.PeekAsync(sent, cancellationToken);
        if (start.IsGzip) (start, rest) = await DocumentStart.PeekAsync(new GZipStream(rest, CompressionMode.Decompress), cancellationToken);
        await using var body = new ListStream(rest, MaxDocumentBytes, MaxTagBytes, cancellationToken);
        if (start.IsUrl)
        {
            await new TextBodyReader(body.FillAsync, list).ReadAsync(cancellationToken);
            return;
        }
        await foreach (var entry in SitemapXml.ReadAsync(body, cancellationToken))
        {
            if (entry.IsSitemap)
            {
                if (level == MaxIndexes) throw new ListException("Is an index that an index of an index names. Send that one's sitemaps by themselves.");
                if (++documents.Value > MaxDocuments) throw new ListException($"Names more than {MaxDocuments} sitemaps in all. Send them as several jobs.");
                named.Add(entry.Location);
            }
            else
            {
                list.Add(entry.Location);
                await list.MakeRoomAsync(cancellationToken);
            }
        }
    }

    private sealed class Count
    {
        public int Value { get; set; }
    }
}
