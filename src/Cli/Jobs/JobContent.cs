using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FanOut.Cli.Jobs;

/// <summary>The body of POST /api/jobs, written while the URLs are read, so that a list of any length takes no more memory than a short one.</summary>
internal sealed class JobContent : HttpContent
{
    private const int FlushBytes = 64 * 1024;
    private readonly string? _name, _callbackUrl;
    private readonly JsonObject _options;
    private readonly IAsyncEnumerable<string>? _urls;
    private readonly JsonObject? _urlsFrom;

    /// <param name="urls">Null where the app finds the list itself, as <paramref name="urlsFrom"/> tells.</param>
    public JobContent(string? name, string? callbackUrl, JsonObject options, IAsyncEnumerable<string>? urls, JsonObject? urlsFrom = null)
    {
        _name = name;
        _callbackUrl = callbackUrl;
        _options = options;
        _urls = urls;
        _urlsFrom = urlsFrom;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        if (_name is not null)
            json.WriteString("name", _name);
        if (_callbackUrl is not null)
            json.WriteString("callbackUrl", _callbackUrl);
        json.WritePropertyName("options");
        _options.WriteTo(json);
        if (_urlsFrom is not null)
        {
            json.WritePropertyName("urlsFrom");
            _urlsFrom.WriteTo(json);
        }

        if (_urls is not null)
            await WriteUrlsAsync(json, _urls, cancellationToken);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static async Task WriteUrlsAsync(Utf8JsonWriter json, IAsyncEnumerable<string> urls, CancellationToken cancellationToken)
    {
        json.WriteStartArray("urls");
        await foreach (var url in urls.WithCancellation(cancellationToken))
        {
            json.WriteStringValue(url);
            if (json.BytesPending > FlushBytes)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
