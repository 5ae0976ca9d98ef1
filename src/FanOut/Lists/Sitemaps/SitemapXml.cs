using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using FanOut.Jobs;

namespace FanOut.Lists.Sitemaps;

/// <summary>
/// Reads a sitemap or a sitemap index in XML, as a stream. The document comes from anybody: no DTD and so no entities, and a bound
/// on everything that the reader keeps while it reads.
/// </summary>
internal static class SitemapXml
{
    private const int MaxDepth = 32;
    private const int EntryDepth = 1, LocationDepth = 2;

    private const string UrlSet = "urlset", SitemapIndex = "sitemapindex";

    public static async IAsyncEnumerable<SitemapEntry> ReadAsync(ListStream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var xml = XmlReader.Create(body, NewSettings());
        var isIndex = false;
        var space = "";
        var inEntry = false;
        while (await NextAsync(xml, body))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.Depth == 0)
            {
                isIndex = xml.LocalName is SitemapIndex;
                if (!isIndex && xml.LocalName is not UrlSet) throw new ListException($"Is no sitemap: its root is neither {UrlSet} nor {SitemapIndex}.");
                space = xml.NamespaceURI;
            }
            else if (!string.Equals(xml.NamespaceURI, space, StringComparison.Ordinal))
            {
                // Of an extension, such as images, which have locations too.
                inEntry &= xml.Depth > EntryDepth;
            }
            else if (xml.Depth == EntryDepth)
            {
                inEntry = xml.LocalName is var name && (isIndex ? name is "sitemap" : name is "url");
            }
            else if (xml.Depth == LocationDepth && inEntry && xml.LocalName is "loc" && !xml.IsEmptyElement)
            {
                yield return new SitemapEntry(await ReadTextAsync(xml, body), isIndex);
            }
        }
    }

    private static XmlReaderSettings NewSettings() => new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        NameTable = new BoundedNameTable(),
    };

    /// <summary>The text of the element that the reader is at, to its end; the rest of what is longer than any URL is dropped.</summary>
    private static async Task<string> ReadTextAsync(XmlReader xml, ListStream body)
    {
        var text = new StringBuilder();
        while (await NextAsync(xml, body) && xml.Depth > LocationDepth)
        {
            if (xml.Depth == LocationDepth + 1 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length <= 2 * JobLimits.MaxUrlLength)
                text.Append(await WellFormedAsync(xml.GetValueAsync));
        }
        var whole = text.ToString().Trim();
        return whole.Length <= JobLimits.MaxUrlLength ? whole : whole[..(JobLimits.MaxUrlLength + 1)];
    }

    private static async Task<bool> NextAsync(XmlReader xml, ListStream body)
    {
        body.BeginPiece();
        var any = await WellFormedAsync(xml.ReadAsync);
        return xml.Depth <= MaxDepth ? any : throw new ListException($"Is no sitemap: it is nested deeper than {MaxDepth} levels.");
    }

    private static async Task<T> WellFormedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (XmlException e)
        {
            throw new ListException($"Is no sitemap: not well-formed XML, or with a document type (line {e.LineNumber}, position {e.LinePosition}).");
        }
    }
}
