using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>Lets functions lift Kestrel's limit of a request's body (30,000,000 bytes), but not above the host's own.</summary>
internal sealed class RequestBodyLimit(IHttpMaxRequestBodySizeFeature inner) : IHttpMaxRequestBodySizeFeature
{
    private const long HostMaxBytes = 104_857_600;

    public bool IsReadOnly => inner.IsReadOnly;

    public long? MaxRequestBodySize
    {
        get => inner.MaxRequestBodySize;
        set => inner.MaxRequestBodySize = Math.Min(value ?? HostMaxBytes, HostMaxBytes);
    }

    public static Task ApplyAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { } limit)
        {
            http.Features.Set<IHttpMaxRequestBodySizeFeature>(new RequestBodyLimit(limit));
        }

        return next(http);
    }
}
