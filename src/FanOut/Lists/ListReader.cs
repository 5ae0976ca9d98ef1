using FanOut.Jobs;
using FanOut.Lists.Sitemaps;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FanOut.Lists;

/// <summary>Reads the list that a request names, as a stream and while its caller waits.</summary>
public sealed class ListReader
{
    /// <summary>Well below what callers and load balancers wait for.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly BlobLists _blobs;
    private readonly SitemapLists _sitemaps;
    private readonly JobSettings _settings;
    private readonly TimeProvider _time;

    internal ListReader(BlobLists blobs, SitemapLists sitemaps, IOptions<JobSettings> settings, TimeProvider time) =>
        (_blobs, _sitemaps, _settings, _time) = (blobs, sitemaps, settings.Value, time);

    /// <summary>What was written to <paramref name="urlLines"/> is of use only if this succeeds.</summary>
    /// <returns>The request, with the lines that its list has become.</returns>
    /// <exception cref="JobRequestException">The list is not one to make a job of.</exception>
    public async Task<JobRequest> ReadAsync(JobRequest request, Stream urlLines, CancellationToken cancellationToken)
    {
        var errors = new JobRequestErrors();
        using var sink = new UrlSink(urlLines) { Dedupe = request.Options.Dedupe };
        var list = new UrlList(sink, errors, _settings.MaxUrlsPerJob, UrlsFrom.Field);
        using var limit = new CancellationTokenSource(s_limit, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await ReadAsync(request.UrlsFrom!, list, stop.Token);
        }
        catch (ListException e) when (!e.BySite)
        {
            throw errors.Fatal(UrlsFrom.Field, e.Message);
        }
        catch (ListException e)
        {
            throw NotToBeHad(e.Message);
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is not JobRequestException)
        {
            throw NotToBeHad($"timeout: not read to its end within {s_limit.TotalSeconds} s");
        }
        list.End();
        errors.ThrowIfAny();
        var (total, index) = await sink.CompleteAsync(request.Options.Dedupe, cancellationToken);
        return request with { Total = total, LineIndex = index };
    }

    private Task ReadAsync(UrlsFrom from, UrlList list, CancellationToken cancellationToken) => from.Sitemap is { } sitemap
        ? _sitemaps.ReadAsync(sitemap, list, cancellationToken)
        : _blobs.ReadAsync(from, list, cancellationToken);

    private static JobRequestException NotToBeHad(string error) => new(
        StatusCodes.Status502BadGateway, "The list could not be read.", "Where the list comes from does not give it. Try again, or send the URLs themselves.",
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [UrlsFrom.Field] = [error] });
}
