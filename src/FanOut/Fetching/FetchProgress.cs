using System.Text.Json;

namespace FanOut.Fetching;

/// <summary>What is known of a fetch so far; one for all its attempts.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="url">Its URL.</param>
/// <param name="time">The clock.</param>
/// <param name="limit">Cancelled at the deadline, and when the job or the host stops.</param>
/// <param name="jobStopped">Cancelled when the job stops.</param>
internal sealed class FetchProgress(FetchRequest request, Uri url, TimeProvider time, TimeLimit limit, CancellationToken jobStopped)
{
    /// <summary>Within what the batch waits for a fetch beyond its time limit.</summary>
    private static readonly TimeSpan s_mostOffTheClock = TimeSpan.FromSeconds(10);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private TimeSpan _offTheClock;

    public FetchRequest Request => request;
    public FetchOptions Options => request.Options;
    public Uri Origin { get; } = url;
    /// <summary>Cancelled at the deadline, and when the job or the host stops.</summary>
    public CancellationToken Stop => limit.Token;
    public CancellationToken JobStopped => jobStopped;
    /// <summary>That of the attempt which is under way, if it has one.</summary>
    public TimeLimit? AttemptLimit { get; set; }
    public DateTimeOffset Now => time.GetUtcNow();
    public TimeSpan Remaining => limit.Remaining;

    public int Attempts { get; private set; }
    public DateTimeOffset AttemptBegan { get; private set; }
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
        AttemptBegan = Attempts++ == 0 ? _startedAt : Now;
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

    /// <summary>
    /// Waits for what the URL is not to blame for, without using up its time, unless that happens to it again and again.
    /// </summary>
    public async Task WaitOffTheClockAsync(Task task, CancellationToken cancellationToken)
    {
        var allowed = s_mostOffTheClock - _offTheClock;
        var began = time.GetTimestamp();
        AllowMore(allowed);
        try
        {
            await task.WaitAsync(cancellationToken);
        }
        finally
        {
            var waited = time.GetElapsedTime(began);
            if (waited < allowed) AllowMore(waited - allowed);
            _offTheClock += waited < allowed ? waited : allowed;
        }
    }

    private void AllowMore(TimeSpan time)
    {
        limit.Allow(time);
        AttemptLimit?.Allow(time);
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
        DurationMs = Math.Round(limit.Elapsed.TotalMilliseconds, 3),
        Error = Error,
        Text = Text,
        Json = Json,
    };
}
