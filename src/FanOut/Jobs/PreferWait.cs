using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FanOut.Jobs;

/// <summary>`Prefer: wait=10` (RFC 7240): the answer may take that long when the job ends within it.</summary>
internal static class PreferWait
{
    private const int MaxSeconds = 100;

    /// <summary>Zero when the caller would not wait. A preference that makes no sense is ignored, as the RFC wants it.</summary>
    public static TimeSpan Read(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',')))
        {
            if (NameValueHeaderValue.TryParse(preference, out var wait)
                && string.Equals(wait.Name, "wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(wait.Value?.Trim('"'), System.Globalization.NumberStyles.None, null, out var seconds))
            {
                return TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));
            }
        }
        return TimeSpan.Zero;
    }

    /// <summary>Waits for the end of a job, and tells the caller that this was done.</summary>
    public static async Task WaitAsync(DurableTaskClient client, string jobId, TimeSpan wait, TimeProvider clock, HttpContext http)
    {
        http.Response.Headers["Preference-Applied"] = $"wait={wait.TotalSeconds}";
        using var limit = new CancellationTokenSource(wait, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            await client.WaitForInstanceCompletionAsync(jobId, linked.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // It goes on, and the caller hears how far it is.
        }
    }
}
