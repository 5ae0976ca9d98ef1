using System.Collections.Concurrent;
using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using FanOut.Results;

namespace FanOut.Tests.Control;

/// <summary>A blob service that keeps whole blobs in memory, lists none and counts requests.</summary>
internal sealed class StubBlobService : HttpMessageHandler
{
    private static ReadOnlySpan<byte> EmptyListing => "<EnumerationResults><Blobs/><NextMarker/></EnumerationResults>"u8;

    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private int _reads;
    private int _downloads;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Reads that ask for a blob's content.</summary>
    public int Downloads => Volatile.Read(ref _downloads);

    /// <summary>Where it is set, reading fails so.</summary>
    public Exception? Failure { get; set; }

    public JobBlobs Open()
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(this) };
        options.Retry.MaxRetries = 0;
        return new JobBlobs(new BlobContainerClient(new Uri("http://blobs.test/fanout"), options));
    }

    public bool Has(string blob) => _blobs.ContainsKey("/fanout/" + blob);

    public string Read(string blob) => System.Text.Encoding.UTF8.GetString(_blobs["/fanout/" + blob]);

    public void Put(string blob, string content) => _blobs["/fanout/" + blob] = System.Text.Encoding.UTF8.GetBytes(content);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Put)
        {
            _blobs[path] = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            return Answer(HttpStatusCode.Created, []);
        }
        if (request.RequestUri.Query.Contains("comp=list", StringComparison.Ordinal)) return Answer(HttpStatusCode.OK, EmptyListing.ToArray());
        Interlocked.Increment(ref _reads);
        if (request.Method == HttpMethod.Get) Interlocked.Increment(ref _downloads);
        if (Failure is not null) throw Failure;
        if (_blobs.TryGetValue(path, out var content)) return Answer(HttpStatusCode.OK, content);
        var missing = Answer(HttpStatusCode.NotFound, []);
        missing.Headers.Add("x-ms-error-code", "BlobNotFound");
        return missing;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, byte[] content)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(content) };
        answer.Headers.TryAddWithoutValidation("ETag", "\"1\"");
        answer.Content.Headers.ContentLength = content.Length;
        answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        return answer;
    }
}
