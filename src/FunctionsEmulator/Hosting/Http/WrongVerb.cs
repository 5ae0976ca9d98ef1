using FunctionsEmulator.Hosting.Discovery;
using Microsoft.AspNetCore.Http;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>Makes a wrong verb a 404, as on Azure; ASP.NET Core's own answer is 405.</summary>
internal static class WrongVerb
{
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }
            && http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>() is null)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
