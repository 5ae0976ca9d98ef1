using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>An answer that is kept whole until its function has returned it.</summary>
internal sealed class ResponseData(FunctionContext context) : HttpResponseData(context)
{
    private static readonly string[] s_framing = ["Content-Length", "Transfer-Encoding"];

    private readonly ResponseCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = (int)StatusCode;
        foreach (var (name, values) in Headers)
        {
            // How long the body is, is what it is.
            if (!s_framing.Contains(name, StringComparer.OrdinalIgnoreCase)) response.Headers[name] = new StringValues([.. values]);
        }

        _cookies.WriteTo(response);
        if (Body.CanSeek) Body.Position = 0;
        await Body.CopyToAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
