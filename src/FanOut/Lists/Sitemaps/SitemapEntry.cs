namespace FanOut.Lists.Sitemaps;

/// <summary>What a sitemap names: a page, or with an index another sitemap.</summary>
internal readonly record struct SitemapEntry(string Location, bool IsSitemap);
