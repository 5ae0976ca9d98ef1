using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace FanOut;

/// <summary>
/// What every answer tells a browser unless its function says otherwise: guess no type, load nothing, frame nothing, name
/// the address to nobody, keep nothing.
/// </summary>
internal sealed class AnswerHeaders : IFunctionsWorkerMiddleware
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        // At its start, because by then the function has chosen, and an answer that is begun anew loses its headers.
        if (context.GetHttpContext() is { } http) http.Response.OnStarting(() => Task.FromResult(AddTo(http.Response.Headers)));
        return next(context);
    }

    private static IHeaderDictionary AddTo(IHeaderDictionary headers)
    {
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Content-Security-Policy", Policy);
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cache-Control", "no-store");
        return headers;
    }
}
