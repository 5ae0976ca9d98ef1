using System.Net;
using FanOut.Jobs;

namespace FanOut.Fetching;

/// <summary>What a redirect may lead to.</summary>
internal static class Redirect
{
    public const int MaxHops = 10;

    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Why the redirect is not followed; null when <paramref name="next"/> is where it leads.</summary>
    public static (Outcome Outcome, string Error)? Resolve(Uri from, string? location, out Uri next)
    {
        next = null!;
        if (string.IsNullOrWhiteSpace(location))
        {
            return (Outcome.RedirectError, "redirect without a Location");
        }

        if (!Uri.TryCreate(from, location.Trim(), out var target))
        {
            return (Outcome.RedirectError, "redirect to something that is not a URL");
        }

        if (!TargetUrl.IsHttp(target))
        {
            return (Outcome.RedirectError, "redirect to another scheme");
        }

        if (target.AbsoluteUri.Length > JobLimits.MaxUrlLength)
        {
            return (Outcome.RedirectError, $"redirect to a URL longer than {JobLimits.MaxUrlLength} characters");
        }

        if (TargetUrl.HasUserInfo(target))
        {
            return (Outcome.Blocked, "blocked: redirect to a URL with user information");
        }

        if (from.Scheme is "https" && target.Scheme is "http")
        {
            return (Outcome.Blocked, "blocked: redirect from https to http");
        }

        next = target;
        return null;
    }

    /// <summary>Whether what was meant for one URL's server may be sent to the other's: the same host and port, or its https.</summary>
    public static bool StaysOnHost(Uri from, Uri to) =>
        string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (from.Port == to.Port || (from.IsDefaultPort && to.IsDefaultPort));
}
