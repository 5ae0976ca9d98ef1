using FunctionsEmulator.Hosting.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>
/// Keeps the pages of other sites away from a host that asks for no keys: a browser on the same machine reaches loopback too,
/// by a name that was made to point there (DNS rebinding) or by a post across sites. With both keys set, a page knows neither.
/// </summary>
internal sealed class BrowserGuard(FunctionKeys keys)
{
    public Task ApplyAsync(HttpContext http, RequestDelegate next)
    {
        if (keys.BothSet)
        {
            return next(http);
        }

        if (!HostUrls.IsLoopback(http.Request.Host.Host))
        {
            return RefuseAsync(http, StatusCodes.Status400BadRequest, "The Host header does not name this machine. Call 127.0.0.1 or localhost");
        }

        return IsOwn(http.Request.Headers.Origin, http.Request)
            ? next(http)
            : RefuseAsync(http, StatusCodes.Status403Forbidden, "The request comes from a page of another origin. Call from this host's own pages");
    }

    private static bool IsOwn(StringValues origin, HttpRequest request) => origin.Count == 0
        || string.Equals(origin.ToString(), $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext http, int status, string reason)
    {
        SecurityHeaders.AddTo(http.Response);
        return Results.Problem($"{reason}, or set FanOut__FunctionKey and FanOut__SystemKey and send a key.", statusCode: status)
            .ExecuteAsync(http);
    }
}
