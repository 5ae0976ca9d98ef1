using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace FanOut.Dashboard;

/// <summary>The files of the dashboard, which are part of the app's assembly.</summary>
internal static class PageFiles
{
    /// <summary>What is sent for the address of the page itself.</summary>
    public const string Index = "index.html";

    /// <summary>Stands before the names of the files among the assembly's resources.</summary>
    private const string ResourcePrefix = "Page/";

    private static readonly Lazy<FrozenDictionary<string, PageFile>> s_all = new(Load);

    public static FrozenDictionary<string, PageFile> All => s_all.Value;

    private static FrozenDictionary<string, PageFile> Load() => typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[ResourcePrefix.Length..], Read, StringComparer.Ordinal);

    private static PageFile Read(string resource)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageFile(content, ContentTypeOf(resource), new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\""));
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The dashboard has no content type for '{other}'."),
    };
}
