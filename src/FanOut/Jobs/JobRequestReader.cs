using System.IO.Compression;
using System.Net.Mime;
using FanOut.Callbacks;
using FanOut.Lists;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FanOut.Jobs;

/// <summary>
/// Reads `POST /api/jobs` as a stream: URLs become lines (<c>{"url":"..."}</c>) while they arrive, and nothing grows with
/// the list but what <see cref="UrlSink"/> says.
/// </summary>
public sealed class JobRequestReader(IOptions<JobSettings> settings, CallbackRules callbacks)
{
    private const string OptionsPath = "options.";

    /// <summary>What the Functions host lets through at most.</summary>
    private const long HostMaxBytes = 104_857_600;

    /// <summary>What was written to <paramref name="urlLines"/> is of use only if this succeeds.</summary>
    /// <exception cref="JobRequestException">The request is not one to make a job of.</exception>
    public async Task<JobRequest> ReadAsync(HttpRequest request, Stream urlLines, CancellationToken cancellationToken)
    {
        var json = IsJson(request.ContentType);
        var limit = settings.Value.MaxRequestBytes;
        LiftHostLimit(request.HttpContext, limit);
        if (request.ContentLength > limit) throw JobRequestException.TooLarge(limit);
        var errors = new JobRequestErrors();
        await using var gzip = Unzip(request);
        using var body = new BodySource(gzip ?? request.Body, limit, errors);
        var bodyBytes = gzip is null ? request.ContentLength : null;
        using var sink = new UrlSink(urlLines);
        var list = new UrlList(sink, errors, settings.Value.MaxUrlsPerJob);
        var options = new JobOptionsBuilder(errors, json ? OptionsPath : "");
        string? name, callbackUrl;
        UrlsFrom? from = null;
        if (json)
        {
            QueryOptions.Refuse(request.Query, errors);
            var parser = new JsonBodyParser(errors, sink, options, list);
            await new JsonBodyReader(body, sink, parser, errors, bodyBytes).ReadAsync(cancellationToken);
            parser.End();
            (name, callbackUrl, from) = (parser.Name, parser.CallbackUrl, parser.From);
        }
        else
        {
            (name, callbackUrl) = QueryOptions.Read(request.Query, options, errors);
            sink.Dedupe = options.Dedupe;
            await new TextBodyReader(body.FillAsync, list, bodyBytes).ReadAsync(cancellationToken);
        }
        if (callbackUrl is not null && callbacks.Check(callbackUrl) is { } fault) errors.Add(CallbackRules.Field, fault);
        var built = options.Build();
        errors.ThrowIfAny();
        if (from is not null) return new JobRequest(name, built, 0, new LineIndexBuilder().Build(), body.Sha256(), callbackUrl) { UrlsFrom = from };
        var (total, index) = await sink.CompleteAsync(built.Dedupe, cancellationToken);
        return new JobRequest(name, built, total, index, body.Sha256(), callbackUrl);
    }

    private static bool IsJson(string? contentType)
    {
        var known = MediaTypeHeaderValue.TryParse(contentType, out var type) &&
            (type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        var json = known && type!.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);
        if (!json && !(known && type!.MediaType.Equals(MediaTypeNames.Text.Plain, StringComparison.OrdinalIgnoreCase)))
        {
            throw JobRequestException.UnsupportedType(
                "Send application/json, or text/plain with one URL a line, in UTF-8, and name it in Content-Type.");
        }
        return json;
    }

    private static GZipStream? Unzip(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return null;
        if (encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            return new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        throw JobRequestException.UnsupportedType("Send the body as it is or with Content-Encoding: gzip.");
    }

    // Kestrel's own limit of 30,000,000 bytes is below ours, which holds for decoded bytes and so for these as well. A body
    // beyond Kestrel's limit is cut off while its caller still sends, who then sees a broken connection and no 413.
    private static void LiftHostLimit(HttpContext context, long limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: { } held } feature)
            feature.MaxRequestBodySize = Math.Max(Math.Max(limit, HostMaxBytes), held);
    }
}
