using System.Text.Json;

namespace FanOut.Fetching;

/// <summary>What is known of a fetch so far; one for all its attempts.</summary>
internal sealed class FetchProgress(FetchRequest request, Uri url, TimeProvider time, CancellationToken stop)
{
    private readonly long _started = time.GetTimestamp();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public FetchRequest Request => request;
    public FetchOptions Options => request.Options;
    public Uri Origin { get; } = url;
    /// <summary>Cancelled at the deadline, and when the job or the host stops.</summary>
    public CancellationToken Stop => stop;
    public DateTimeOffset Now => time.GetUtcNow();
    public TimeSpan Remaining => TimeSpan.FromSeconds(Options.TimeoutSeconds) - time.GetElapsedTime(_started);

    public int Attempts { get; private set; }
    public Uri Url { get; private set; } = url;
    public int Redirects { get; private set; }
    /// <summary>The caller's headers are for the host it named; they are not sent again once a redirect has left it.</summary>
    public bool SendsOwnHeaders { get; private set; } = true;
    public int? StatusCode { get; set; }
    public string? MediaType { get; set; }
    public long Bytes { get; set; }
    public string? Sha256 { get; set; }
    public string? Title { get; set; }
    public string? Text { get; set; }
    public JsonElement? Json { get; set; }
    public Outcome Outcome { get; private set; }
    public string? Error { get; private set; }
    public TimeSpan? RetryAfter { get; set; }
    /// <summary>Another attempt may end differently.</summary>
    public bool MayPass { get; private set; }
    /// <summary>Ended by <see cref="Stop"/> rather than by the server.</summary>
    public bool Interrupted { get; set; }
    /// <summary>The wait before another attempt would have outlasted the deadline.</summary>
    public bool GaveUp { get; set; }

    public void BeginAttempt()
    {
        Attempts++;
        (Url, Redirects, SendsOwnHeaders) = (Origin, 0, true);
        (MayPass, GaveUp) = (false, false);
        ForgetAnswer();
    }

    public void BeginHop(Uri next)
    {
        SendsOwnHeaders &= Redirect.StaysOnHost(Url, next);
        Url = next;
        Redirects++;
        ForgetAnswer();
    }

    private void ForgetAnswer()
    {
        (StatusCode, MediaType, RetryAfter) = (null, null, null);
        (Bytes, Sha256, Title, Text, Json) = (0, null, null, null, null);
    }

    public void Settle(Outcome outcome, string? error = null, bool mayPass = false) =>
        (Outcome, Error, MayPass) = (outcome, error is null ? null : ErrorLine.Clean(error), mayPass);

    public FetchRecord ToRecord() => new()
    {
        Index = request.Index,
        SourceIndex = request.SourceIndex,
        Url = request.Url,
        Outcome = Outcome,
        StatusCode = StatusCode,
        FinalUrl = Redirects > 0 ? Url.AbsoluteUri : StatusCode is null ? null : request.Url,
        Redirects = Redirects,
        ContentType = MediaType,
        Bytes = Bytes,
        Sha256 = Sha256,
        Title = Title,
        Attempts = Attempts,
        StartedAt = _startedAt,
        DurationMs = Math.Round(time.GetElapsedTime(_started).TotalMilliseconds, 3),
        Error = Error,
        Text = Text,
        Json = Json,
    };
}
