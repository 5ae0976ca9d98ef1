using System.Buffers;
using System.Net;

namespace FanOut.Fetching.Robots;

/// <summary>Reads a host's robots.txt, through the egress guard as every fetch, and judges what comes of it (RFC 9309, 2.3).</summary>
internal sealed class RobotsReader(FetchTransport transport, EgressGuard guard, TimeProvider time)
{
    public const string Path = "/robots.txt";

    /// <summary>Crawlers must parse at least so much; what is beyond is not read.</summary>
    public const int MaxBytes = 500 * 1024;

    /// <summary>After more redirects there is no robots.txt.</summary>
    public const int MaxHops = 5;

    private const int FirstBytes = 16 * 1024;

    /// <summary>Whatever happens is in the answer.</summary>
    /// <param name="host">A URL of the host.</param>
    public async Task<RobotsAnswer> ReadAsync(Uri host, string userAgent, TimeSpan limit, CancellationToken jobStopped)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        await using var link = jobStopped.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        var url = new Uri(host, Path);
        var hops = 0;
        try
        {
            for (; ; hops++)
            {
                var (answer, next) = await AskAsync(url, userAgent, deadline.Token);
                if (answer is not null) return answer;
                if (hops == MaxHops) return RobotsAnswer.AllowAll;
                url = next!;
            }
        }
        catch (Exception) when (jobStopped.IsCancellationRequested)
        {
            return RobotsAnswer.Stopped;
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return RobotsAnswer.Unreachable($"no complete answer within {limit.TotalSeconds} s");
        }
        catch (Exception exception)
        {
            var (outcome, error) = Failures.Classify(exception);
            return hops == 0 && outcome is (Outcome.DnsError or Outcome.ConnectError or Outcome.TlsError or Outcome.Blocked)
                ? RobotsAnswer.NoHost(outcome, ErrorLine.Clean(error))
                : RobotsAnswer.Unreachable(ErrorLine.Clean(error));
        }
    }

    /// <summary>What the answer says, or else where it leads.</summary>
    private async Task<(RobotsAnswer? Answer, Uri? Next)> AskAsync(Uri url, string userAgent, CancellationToken cancellationToken)
    {
        if (guard.Refusal(url) is { } refusal) return (RobotsAnswer.Unreachable(refusal), null);
        using var request = DefaultHeaders.NewRequest(HttpMethod.Get, url);
        DefaultHeaders.AddTo(request, userAgent);
        using var response = await transport.SendAsync(request, cancellationToken);
        if (AnswerHead.Fault(response) is { } fault) return (RobotsAnswer.Unreachable(fault), null);
        if (!Redirect.IsRedirect(response.StatusCode)) return (await JudgeAsync(response, userAgent, cancellationToken), null);
        return Redirect.Resolve(url, AnswerHead.Location(response), out var next) switch
        {
            null => (null, next),
            (Outcome.Blocked, var error) => (RobotsAnswer.Unreachable(error), null),
            _ => (RobotsAnswer.AllowAll, null),
        };
    }

    private static async ValueTask<RobotsAnswer> JudgeAsync(HttpResponseMessage response, string userAgent, CancellationToken cancellationToken) => (int)response.StatusCode switch
    {
        >= 200 and < 300 when AnswerHead.FramingFault(response) is { } fault => RobotsAnswer.Unreachable(fault),
        >= 200 and < 300 => RobotsAnswer.Of(await ReadRulesAsync(response, ProductToken.Of(userAgent), cancellationToken)),
        >= 300 and < 500 => RobotsAnswer.AllowAll,
        var status => RobotsAnswer.Unreachable($"HTTP {status}"),
    };

    private static async Task<RobotsRules> ReadRulesAsync(HttpResponseMessage response, string product, CancellationToken cancellationToken)
    {
        var content = response.Content;
        using var body = await DecodedBody.OpenAsync(await content.ReadAsStreamAsync(cancellationToken), AnswerHead.ContentEncoding(content), MaxBytes, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            var length = 0;
            while (length < MaxBytes)
            {
                if (length == buffer.Length) buffer = Grow(buffer);
                var read = await body.Decoded.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, MaxBytes) - length), cancellationToken);
                if (read == 0) return RobotsParser.Parse(buffer.AsSpan(0, length), product);
                length += read;
            }

            // The last line may have been cut, and half a path says more than the whole.
            var end = buffer.AsSpan(0, length).LastIndexOfAny((byte)'\r', (byte)'\n');
            return RobotsParser.Parse(buffer.AsSpan(0, end + 1), product);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
