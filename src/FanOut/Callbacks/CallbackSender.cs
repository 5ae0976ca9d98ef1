using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using FanOut.Fetching;

namespace FanOut.Callbacks;

/// <summary>One attempt to tell a job's end: signed, through the egress guard, never along a redirect.</summary>
public sealed class CallbackSender
{
    /// <summary>For connecting, sending and the head of the answer; what a receiver does with the news is its own time.</summary>
    internal static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(15);

    private readonly FetchTransport _transport;
    private readonly EgressGuard _guard;
    private readonly CallbackSettings _settings;
    private readonly string _userAgent;
    private readonly TimeProvider _time;

    internal CallbackSender(FetchTransport transport, EgressGuard guard, CallbackSettings settings, string userAgent, TimeProvider time)
    {
        _transport = transport;
        _guard = guard;
        _settings = settings;
        _userAgent = userAgent;
        _time = time;
    }

    /// <param name="url">Where to.</param>
    /// <param name="id">Of the message, the same in every attempt.</param>
    /// <param name="body">JSON.</param>
    /// <param name="hostStopping">The only thing that makes this throw.</param>
    public async Task<CallbackAnswer> SendAsync(string url, string id, byte[] body, CancellationToken hostStopping)
    {
        if (TargetUrl.Parse(url, out var target) is { } fault) return new CallbackAnswer(null, fault, IsFinal: true);
        if (_guard.Refusal(target) is { } refusal) return new CallbackAnswer(null, refusal, IsFinal: true);
        if (!CallbackSignature.TryReadSecret(_settings.CallbackSecret ?? "", out var secret))
            return new CallbackAnswer(null, $"{CallbackSettings.SecretSetting} is not set any more");

        using var limit = new CancellationTokenSource(AttemptLimit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, hostStopping);
        using var request = NewRequest(target, id, body, secret);
        try
        {
            using var response = await _transport.SendAsync(request, linked.Token);
            return Judge(response.StatusCode);
        }
        catch (Exception) when (hostStopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            return new CallbackAnswer(null, $"no answer within {AttemptLimit.TotalSeconds} s");
        }
        catch (Exception e)
        {
            var (outcome, error) = Failures.Classify(e);
            return new CallbackAnswer(null, ErrorLine.Clean(error), IsFinal: outcome is Outcome.Blocked);
        }
    }

    private static CallbackAnswer Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and <= 299 => new CallbackAnswer((int)status, null),
        410 => new CallbackAnswer((int)status, "HTTP 410: the receiver wants no more of it", IsFinal: true),
        >= 300 and <= 399 => new CallbackAnswer((int)status, $"HTTP {(int)status}: redirects are not followed"),
        var other => new CallbackAnswer(other, $"HTTP {other}"),
    };

    private HttpRequestMessage NewRequest(Uri target, string id, byte[] body, byte[] secret)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = DefaultHeaders.NewRequest(HttpMethod.Post, target);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } };
        request.Headers.TryAddWithoutValidation(DefaultHeaders.UserAgent, _userAgent);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", CallbackSignature.Sign(secret, id, timestamp, body));
        return request;
    }
}
