using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FanOut.Jobs;
using FanOut.Tests.Callbacks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FanOut.Tests.Jobs;

/// <summary>A request as a caller would send it, and what became of it.</summary>
internal sealed class Posting
{
    public string? ContentType { get; init; } = "application/json";
    public string? Encoding { get; init; }
    public string Query { get; init; } = "";

    /// <summary>Whether its Content-Length is sent, as most callers do.</summary>
    public bool TellsLength { get; init; }

    public JobSettings Settings { get; init; } = new();
    public string? CallbackSecret { get; init; } = TestCallbacks.Secret;

    public byte[] Written { get; private set; } = [];

    public string[] Lines => System.Text.Encoding.UTF8.GetString(Written).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] Urls => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()!)];

    public static Posting Text(string query = "") => new() { ContentType = "text/plain", Query = query };

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return packed.ToArray();
    }

    public static string ListOf(int count) =>
        $$"""{"urls":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"https://example.com/{i}\""))}}]}""";

    public Task<JobRequest> SendAsync(string body) => SendAsync(System.Text.Encoding.UTF8.GetBytes(body));

    public Task<JobRequest> SendAsync(byte[] body) => SendAsync(new MemoryStream(body));

    public async Task<JobRequest> SendAsync(Stream body, Stream? lines = null)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = HttpMethods.Post;
        request.ContentType = ContentType;
        request.QueryString = new QueryString(Query);
        if (Encoding is not null) request.Headers.ContentEncoding = Encoding;
        if (TellsLength) request.ContentLength = body.Length;
        request.Body = body;
        using var written = new MemoryStream();
        var read = await new JobRequestReader(Options.Create(Settings), TestCallbacks.Rules(CallbackSecret)).ReadAsync(request, lines ?? written, CancellationToken.None);
        Written = written.ToArray();
        return read;
    }

    public Task<JobRequestException> RefusedAsync(string body) => Assert.ThrowsAsync<JobRequestException>(() => SendAsync(body));

    public Task<JobRequestException> RefusedAsync(byte[] body) => Assert.ThrowsAsync<JobRequestException>(() => SendAsync(body));

    /// <summary>Sends JSON with these options and one URL; the only error must be of this field.</summary>
    public static async Task OptionIsRefused(string options, string field)
    {
        var refused = await new Posting().RefusedAsync($$"""{"urls":["https://example.com/"],"options":{{options}}}""");
        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors.Keys);
    }

    public static async Task<JobOptions> OptionsOf(string options) =>
        (await new Posting().SendAsync($$"""{"urls":["https://example.com/"],"options":{{options}}}""")).Options;
}
