using FunctionsEmulator.Hosting.Discovery;
using Microsoft.AspNetCore.Http;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>
/// What the host's own answers tell a browser: guess no type, load nothing, frame nothing, name the address to nobody, keep
/// nothing.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Functions choose the headers of their answers themselves, so theirs stay as they are.</summary>
    public static Task ApplyAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>() is null)
        {
            // Later, because an answer that is begun anew loses its headers.
            http.Response.OnStarting(() =>
            {
                AddTo(http.Response);
                return Task.CompletedTask;
            });
        }

        return next(http);
    }

    public static void AddTo(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
    }
}
