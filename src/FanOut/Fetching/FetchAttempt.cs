using System.Net;
using FanOut.Fetching.Robots;

namespace FanOut.Fetching;

/// <summary>One attempt at a URL: request, redirects, body. Settles the fetch and never throws.</summary>
internal sealed class FetchAttempt(FetchTransport transport, EgressGuard guard, RobotsGate robots, HostPauses pauses, string userAgent, TimeProvider time)
{
    public async Task RunAsync(FetchProgress fetch)
    {
        fetch.BeginAttempt();
        if (fetch.Options.AttemptTimeoutSeconds is not { } limit || limit >= fetch.Options.TimeoutSeconds)
        {
            await RunAsync(fetch, fetch.Stop);
            return;
        }

        using var attempt = new TimeLimit(TimeSpan.FromSeconds(limit), time);
        await using var link = fetch.Stop.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), attempt);
        fetch.AttemptLimit = attempt;
        await RunAsync(fetch, attempt.Token);
        fetch.AttemptLimit = null;
    }

    private async Task RunAsync(FetchProgress fetch, CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(fetch, cancellationToken);
        }
        catch (Exception) when (fetch.Stop.IsCancellationRequested)
        {
            fetch.Interrupted = true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            fetch.Settle(Outcome.Timeout, $"no complete answer within {fetch.Options.AttemptTimeoutSeconds} s", mayPass: true);
        }
        catch (Exception exception)
        {
            var (outcome, error) = Failures.Classify(exception);
            fetch.Settle(outcome, error, mayPass: outcome is Outcome.ConnectError);
        }
    }

    private async Task FollowAsync(FetchProgress fetch, CancellationToken cancellationToken)
    {
        if (guard.Refusal(fetch.Origin) is { } refusal)
        {
            fetch.Settle(Outcome.Blocked, refusal);
            return;
        }

        List<Uri>? trail = null;
        while (true)
        {
            if (fetch.Options.RespectRobots && await robots.RefusalAsync(fetch, cancellationToken) is var (refused, reason))
            {
                fetch.Settle(refused, reason, mayPass: refused is Outcome.ConnectError);
                return;
            }

            using var request = NewRequest(fetch);
            using var response = await transport.SendAsync(request, cancellationToken);
            fetch.StatusCode = (int)response.StatusCode;
            if (AnswerHead.Fault(response) is { } fault)
            {
                fetch.Settle(Outcome.ProtocolError, fault);
                return;
            }

            if (!Redirect.IsRedirect(response.StatusCode))
            {
                await FinishAsync(fetch, response, cancellationToken);
                return;
            }

            trail ??= new List<Uri>(Redirect.MaxHops);
            trail.Add(fetch.Url);
            if (NextHop(fetch, trail, response, out var next) is var (outcome, error))
            {
                fetch.Settle(outcome, error);
                return;
            }

            fetch.BeginHop(next);
        }
    }

    private (Outcome Outcome, string Error)? NextHop(FetchProgress fetch, List<Uri> trail, HttpResponseMessage response, out Uri next)
    {
        if (Redirect.Resolve(fetch.Url, AnswerHead.Location(response), out next) is { } failure)
        {
            return failure;
        }

        if (trail.Contains(next))
        {
            return (Outcome.RedirectError, "redirect loop");
        }

        if (trail.Count > Redirect.MaxHops)
        {
            return (Outcome.RedirectError, $"more than {Redirect.MaxHops} redirects");
        }

        return guard.Refusal(next) is { } refusal ? (Outcome.Blocked, refusal) : null;
    }

    private async Task FinishAsync(FetchProgress fetch, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var refuses = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        if (!refuses) pauses.Answered(fetch.Request.JobId, fetch.Url);
        if (response.IsSuccessStatusCode)
        {
            var fault = await BodyReader.ReadAsync(fetch, response, cancellationToken);
            fetch.Settle(fault?.Outcome ?? Outcome.Ok, fault?.Error);
            return;
        }

        await ReadErrorPageAsync(fetch, response, cancellationToken);
        var mayPass = MayPass(response.StatusCode);
        if (mayPass && response.Headers.NonValidated.TryGetValues("Retry-After", out var asked))
        {
            fetch.RetryAfter = RetryAfter.Parse(asked.ToString(), fetch.Now);
        }

        if (fetch.RetryAfter is { } wait)
        {
            pauses.Add(fetch.Request.JobId, fetch.Url, wait);
        }
        else if (refuses)
        {
            pauses.Refused(fetch.Request.JobId, fetch.Url, fetch.AttemptBegan, mayBeDown: response.StatusCode is HttpStatusCode.ServiceUnavailable);
        }

        fetch.Settle(Outcome.HttpError, $"HTTP {fetch.StatusCode}", mayPass);
    }

    /// <summary>The status is the outcome whatever its page is like.</summary>
    private static async Task ReadErrorPageAsync(FetchProgress fetch, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode < HttpStatusCode.OK)
        {
            return;
        }

        try
        {
            await BodyReader.ReadAsync(fetch, response, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private static bool MayPass(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    private HttpRequestMessage NewRequest(FetchProgress fetch)
    {
        var request = DefaultHeaders.NewRequest(fetch.Options.Head ? HttpMethod.Head : HttpMethod.Get, fetch.Url);
        if (fetch is { SendsOwnHeaders: true, Options.Headers: { } own })
        {
            foreach (var (name, value) in own)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        DefaultHeaders.AddTo(request, userAgent);
        return request;
    }
}
