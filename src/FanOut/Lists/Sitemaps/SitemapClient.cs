using FanOut.Fetching;

namespace FanOut.Lists.Sitemaps;

/// <summary>Fetches the documents of sitemaps as URLs are fetched: through the guard, with its redirects, and never cached.</summary>
internal sealed class SitemapClient(FetchTransport transport, EgressGuard guard, string userAgent)
{
    /// <exception cref="ListException">It cannot be fetched, or what reads it refuses it.</exception>
    public async Task ReadAsync(Uri url, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await OpenAsync(url, cancellationToken);
            var content = response.Content;
            using var body = await DecodedBody.OpenAsync(
                await content.ReadAsStreamAsync(cancellationToken), AnswerHead.ContentEncoding(content), SitemapLists.MaxDocumentBytes, cancellationToken);
            await read(body.Decoded);
        }
        catch (Exception e) when (IsOfTheSite(e) && !cancellationToken.IsCancellationRequested)
        {
            var (outcome, error) = Failures.Classify(e);
            throw Refused(outcome, error);
        }
    }

    /// <summary>The final answer, its head read and found to be one of success.</summary>
    private async Task<HttpResponseMessage> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        for (var hops = 0; ; hops++)
        {
            if (guard.Refusal(url) is { } refusal) throw Refused(Outcome.Blocked, refusal);
            if (hops > Redirect.MaxHops) throw Refused(Outcome.RedirectError, $"more than {Redirect.MaxHops} redirects");
            using var request = DefaultHeaders.NewRequest(HttpMethod.Get, url);
            DefaultHeaders.AddTo(request, userAgent);
            var response = await transport.SendAsync(request, cancellationToken);
            var fault = AnswerHead.Fault(response) ?? AnswerHead.FramingFault(response);
            if (response.IsSuccessStatusCode && fault is null) return response;
            using (response)
            {
                if (fault is not null) throw Refused(Outcome.ProtocolError, fault);
                if (!Redirect.IsRedirect(response.StatusCode)) throw Refused(Outcome.HttpError, $"HTTP {(int)response.StatusCode}");
                if (Redirect.Resolve(url, AnswerHead.Location(response), out var next) is var (outcome, error)) throw Refused(outcome, error);
                url = next;
            }
        }
    }

    /// <summary>What is wrong with what the app does with the list, such as storing it, is no fault of the site.</summary>
    private static bool IsOfTheSite(Exception e) => e is HttpRequestException or IOException or InvalidDataException or EgressBlockedException or TooLargeException or UriFormatException;

    private static ListException Refused(Outcome outcome, string error)
    {
        var name = OutcomeNames.Of(outcome);
        var message = error.StartsWith(name, StringComparison.Ordinal) ? error : $"{name}: {error}";
        return new ListException(ErrorLine.Clean(message), bySite: outcome is not (Outcome.Blocked or Outcome.TooLarge));
    }
}
