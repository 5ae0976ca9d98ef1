using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Dashboard;

/// <summary>
/// Serves the dashboard. Its files hold no data and need no key: what it shows it asks the API for, with the key that its
/// reader gives it.
/// </summary>
public sealed class DashboardFunction
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    [Function("Dashboard")]
    public IResult Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ui/{*file}")] HttpRequest request,
        string? file)
    {
        if (string.IsNullOrEmpty(file))
        {
            // The page names its files relative to an address without a slash at its end.
            if (request.Path.Value?.EndsWith('/') is true) return TypedResults.Redirect("../ui", permanent: true);
            file = PageFiles.Index;
        }
        if (!PageFiles.All.TryGetValue(file, out var found))
            return TypedResults.Problem("The dashboard is at /api/ui.", statusCode: StatusCodes.Status404NotFound, title: "There is no such file.");

        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return TypedResults.Bytes(found.Content, found.ContentType, entityTag: found.Tag);
    }
}
