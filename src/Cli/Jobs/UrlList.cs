using System.Runtime.CompilerServices;

namespace FanOut.Cli.Jobs;

/// <summary>
/// The URLs that the arguments of <c>run</c> name: URLs themselves, files with one a line, or <c>-</c> for standard input.
/// Empty lines and lines that begin with <c>#</c> are left out.
/// </summary>
internal static class UrlList
{
    public const string StandardInput = "-";
    private const char Comment = '#';

    /// <summary>Fails now, in one line, for what could only fail later otherwise: a file that cannot be read, or no URL at all.</summary>
    public static async Task<IAsyncEnumerable<string>> OpenAsync(IReadOnlyList<string> sources, Func<TextReader> input, CancellationToken cancellationToken)
    {
        foreach (var file in sources.Where(source => source is not StandardInput && !IsUrl(source)))
            OpenFile(file).Dispose();

        var urls = ReadAsync(sources, input, cancellationToken).GetAsyncEnumerator(cancellationToken);
        if (!await urls.MoveNextAsync())
        {
            await urls.DisposeAsync();
            throw new UsageException($"there is no URL in {string.Join(", ", sources.Select(s => s is StandardInput ? "standard input" : s))}");
        }

        return RestAsync(urls);
    }

    private static bool IsUrl(string source) => source.Contains("://", StringComparison.Ordinal);

    private static async IAsyncEnumerable<string> RestAsync(IAsyncEnumerator<string> urls)
    {
        await using (urls)
        {
            do
            {
                yield return urls.Current;
            }
            while (await urls.MoveNextAsync());
        }
    }

    private static async IAsyncEnumerable<string> ReadAsync(
        IReadOnlyList<string> sources, Func<TextReader> input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            if (IsUrl(source))
            {
                yield return source;
                continue;
            }

            using var reader = source is StandardInput ? input() : OpenFile(source);
            // Reading a terminal or a pipe does not heed the token by itself.
            while (await reader.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken) is { } line)
            {
                var url = line.Trim();
                if (url.Length > 0 && url[0] != Comment)
                    yield return url;
            }
        }
    }

    private static StreamReader OpenFile(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"there is no file {path} (a URL begins with http:// or https://)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Directory.Exists(path) ? $"{path} is a directory" : $"cannot read {path}: {e.Message}");
        }
    }
}
