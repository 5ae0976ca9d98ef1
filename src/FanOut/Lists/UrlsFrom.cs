namespace FanOut.Lists;

/// <summary>Where a job's URLs are, when its request does not hold them: a blob, or a sitemap.</summary>
public sealed record UrlsFrom
{
    /// <summary>The member of a request's body, and the field that errors of a list are told under.</summary>
    public const string Field = "urlsFrom";

    /// <summary>The container of the blob; null with a sitemap.</summary>
    public string? Container { get; init; }

    public string BlobName { get; init; } = "";

    public ListFormat Format { get; init; }

    /// <summary>The member of an NDJSON line, or the column of a CSV row, that holds the URL.</summary>
    public string Column { get; init; } = DefaultColumn;

    /// <summary>Null with a blob.</summary>
    public Uri? Sitemap { get; init; }

    internal const string DefaultColumn = "url";
}
