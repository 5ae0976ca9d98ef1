using System.Net;
using System.Net.Sockets;
using CsCheck;
using FanOut.Fetching;
using Microsoft.AspNetCore.Http;
using Moq;
using Capture = FanOut.Jobs.Capture;

namespace FanOut.Tests.Fetching;

public sealed class FetcherOutcomeTests : IDisposable
{
    private readonly TestFetcher _fetcher = new();

    public void Dispose() => _fetcher.Dispose();

    [Fact]
    public async Task Fetch_PageOfSuccess_IsOkWithEverythingKnown()
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<title> A\n page </title>");
        });

        var record = await _fetcher.GetAsync(site.Url + "/a");

        Assert.Equal(Outcome.Ok, record.Outcome);
        Assert.Equal((7, site.Url + "/a", site.Url + "/a", 200), (record.Index, record.Url, record.FinalUrl, record.StatusCode));
        Assert.Equal(("text/html", 24L, "A page", 1, 0), (record.ContentType, record.Bytes, record.Title, record.Attempts, record.Redirects));
        Assert.Equal("0831d88bca47ea93743cca0fb2cf69c99bb39cf4ea29479b910c7e7ba2ec061a", record.Sha256);
        Assert.Null(record.Error);
        Assert.NotNull(record.StartedAt);
        Assert.True(record.DurationMs > 0);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(418)]
    [InlineData(304)]
    [InlineData(300)]
    public async Task Fetch_OtherFinalStatus_IsHttpError(int status)
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var record = await _fetcher.GetAsync(site.Url, new FetchOptions());

        Assert.Equal((Outcome.HttpError, status, 1, $"HTTP {status}"), (record.Outcome, record.StatusCode!.Value, record.Attempts, record.Error));
    }

    [Fact]
    public async Task Fetch_ErrorPageThatIsBroken_StaysHttpErrorWithItsStatus()
    {
        using var server = new RawServer("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\nshort");

        Assert.Equal(Outcome.HttpError, (await _fetcher.GetAsync(server.Url)).Outcome);
    }

    [Fact]
    public async Task Fetch_BodyThatNeverEnds_IsTimeout()
    {
        await using var site = await TestSite.StartAsync(async context =>
        {
            await context.Response.StartAsync();
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        var record = await _fetcher.GetAsync(site.Url, new FetchOptions { TimeoutSeconds = 0.3, MaxAttempts = 3 });

        Assert.Equal((Outcome.Timeout, 1, "no complete answer within 0.3 s"), (record.Outcome, record.Attempts, record.Error));
        Assert.True(record.DurationMs >= 290);
    }

    [Fact]
    public async Task Fetch_AttemptTimeout_IsTriedAgain()
    {
        var calls = 0;
        await using var site = await TestSite.StartAsync(context =>
            Interlocked.Increment(ref calls) == 1 ? Task.Delay(Timeout.Infinite, context.RequestAborted) : context.Response.WriteAsync("late"));

        var record = await _fetcher.GetAsync(site.Url, new FetchOptions { AttemptTimeoutSeconds = 1, MaxAttempts = 10, TimeoutSeconds = 60 });

        Assert.Equal(Outcome.Ok, record.Outcome);
        Assert.Equal(calls, record.Attempts);
        Assert.True(calls >= 2);
    }

    [Fact]
    public async Task Fetch_NameThatDoesNotExist_IsDnsError()
    {
        var resolver = new Mock<IHostResolver>();
        resolver.Setup(r => r.ResolveAsync("nowhere.example.com", It.IsAny<CancellationToken>())).ThrowsAsync(new SocketException((int)SocketError.HostNotFound));
        using var fetcher = new TestFetcher(resolver: resolver.Object);

        var record = await fetcher.GetAsync("http://nowhere.example.com/", new FetchOptions());

        Assert.Equal((Outcome.DnsError, "name not found", 1), (record.Outcome, record.Error, record.Attempts));
        Assert.Null(record.StatusCode);
    }

    [Fact]
    public async Task Fetch_PortWithNobodyListening_IsConnectErrorAndTriedAgain()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var record = await _fetcher.GetAsync($"http://{reserved.LocalEndPoint}/", new FetchOptions { MaxAttempts = 2 });

        Assert.Equal((Outcome.ConnectError, "connection refused", 2), (record.Outcome, record.Error, record.Attempts));
    }

    [Fact]
    public async Task Fetch_UntrustedCertificate_IsTlsError()
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync("never"), https: true);

        var record = await _fetcher.GetAsync(site.Url, new FetchOptions());

        Assert.Equal((Outcome.TlsError, 1), (record.Outcome, record.Attempts));
        Assert.StartsWith("TLS: ", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_TlsToPlainServer_IsTlsError()
    {
        using var server = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n", speaksFirst: true);

        Assert.Equal(Outcome.TlsError, (await _fetcher.GetAsync(server.Url.Replace("http:", "https:", StringComparison.Ordinal))).Outcome);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n")]
    [InlineData("ICY 200 OK\r\n\r\n")]
    [InlineData("")]
    public async Task Fetch_MalformedOrTruncatedAnswer_IsProtocolError(string answer)
    {
        using var server = new RawServer(answer);

        var record = await _fetcher.GetAsync(server.Url);

        Assert.Equal(Outcome.ProtocolError, record.Outcome);
        Assert.NotEmpty(record.Error!);
    }

    [Fact]
    public async Task Fetch_ConnectionResetInsideTheBody_IsProtocolError()
    {
        using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", reset: true);

        Assert.Equal(Outcome.ProtocolError, (await _fetcher.GetAsync(server.Url)).Outcome);
    }

    [Fact]
    public async Task Fetch_HeadersBeyondTheLimit_IsProtocolError()
    {
        using var server = new RawServer("HTTP/1.1 200 OK\r\nX-Long: " + new string('x', 70 * 1024) + "\r\n\r\n");

        Assert.Equal(Outcome.ProtocolError, (await _fetcher.GetAsync(server.Url)).Outcome);
    }

    [Fact]
    public async Task Fetch_AnswerOfAnyBytes_IsData()
    {
        var piece = Gen.OneOf("HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 Found\r\n", "HTTP/1.0 503 \r\n", "Location: ", "Content-Type: text/html; charset=", "Content-Encoding: gzip\r\n",
            "Content-Encoding: deflate\r\n", "Content-Encoding: br\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Retry-After: ", "\r\n", "\r\n\r\n", "<title>", "5\r\n", "0\r\n");
        var answer = Gen.OneOf(piece, Gen.String).Array[0, 20];
        await answer.SampleAsync(async pieces =>
        {
            using var server = new RawServer("HTTP/1.1 200 OK\r\n" + string.Concat(pieces));

            var record = await _fetcher.GetAsync(server.Url, new FetchOptions { MaxAttempts = 1, TimeoutSeconds = 5, Capture = Capture.Json });

            return (record.Outcome is Outcome.Ok) == (record.Error is null);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task Fetch_JobAlreadyStopped_IsNotRun()
    {
        var record = await _fetcher.GetAsync("http://127.0.0.1:1/", jobStopped: new CancellationToken(canceled: true));

        Assert.Equal((Outcome.NotRun, 0, null), (record.Outcome, record.Attempts, record.StartedAt));
    }

    [Fact]
    public async Task Fetch_TurnComeTooLate_IsNotRun()
    {
        Assert.Equal(Outcome.NotRun, (await _fetcher.GetAsync("http://127.0.0.1:1/", notAfter: DateTime.UtcNow.AddSeconds(-1))).Outcome);
    }

    [Fact]
    public async Task Fetch_JobStoppedOnTheWay_IsCancelledWithWhatIsKnown()
    {
        var reached = new TaskCompletionSource();
        await using var site = await TestSite.StartAsync(async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var job = new CancellationTokenSource();

        var fetching = _fetcher.GetAsync(site.Url, new FetchOptions { TimeoutSeconds = 100 }, jobStopped: job.Token);
        await reached.Task.WaitAsync(TestTimes.Patience);
        await job.CancelAsync();
        var record = await fetching.WaitAsync(TestTimes.Patience);

        Assert.Equal((Outcome.Cancelled, 1), (record.Outcome, record.Attempts));
        Assert.NotNull(record.StartedAt);
        Assert.True(record.DurationMs > 0);
    }

    [Fact]
    public async Task Fetch_HostStopsOnTheWay_Throws()
    {
        var reached = new TaskCompletionSource();
        await using var site = await TestSite.StartAsync(async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var host = new CancellationTokenSource();

        var fetching = _fetcher.GetAsync(site.Url, new FetchOptions { TimeoutSeconds = 100 }, hostStopping: host.Token);
        await reached.Task.WaitAsync(TestTimes.Patience);
        await host.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.WaitAsync(TestTimes.Patience));
    }
}
