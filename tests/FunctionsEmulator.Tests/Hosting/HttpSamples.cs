using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Tests.Hosting;

public static class HttpSamples
{
    [Function("ByName")]
    public static IActionResult ByName([HttpTrigger("get")] HttpRequest request) => new OkObjectResult(new { CamelCase = request.Method });

    [Function("Minimal")]
    public static async Task<IResult> Minimal([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "minimal")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Json(new { Found = request.Path.Value }, statusCode: StatusCodes.Status201Created);
    }

    [Function("Plain")]
    public static object Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new { Lost = request.Path };

    [Function("Nothing")]
    public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        request.HttpContext.Response.Headers["Seen"] = request.Method;

    [Function("Throws")]
    public static Task<IActionResult> Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("secret " + request.Path);

    [Function("OwnStatus")]
    public static IActionResult OwnStatus([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new StatusCodeResult(request.Query.Count > 0 ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed);

    [Function("Item")]
    public static IActionResult Item(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}/{part?}")] HttpRequest request, int id, string part = "all") =>
        new OkObjectResult(new[] { request.Method, id.ToString(CultureInfo.InvariantCulture), part });

    [Function("DropItem")]
    public static IActionResult DropItem(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "items/{id:int}")] HttpRequest request, int id) =>
        new OkObjectResult(new[] { request.Method, id.ToString(CultureInfo.InvariantCulture) });

    [Function("Word")]
    public static IActionResult Word([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "words/{word:regex(^[[a-z]]+$)}")] HttpRequest request, string word) =>
        new OkObjectResult(request.Path + word);

    [Function("BodyLimit")]
    public static IActionResult BodyLimit([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        var limit = request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        var first = limit.MaxRequestBodySize;
        limit.MaxRequestBodySize = null;
        return new OkObjectResult(new[] { first, limit.MaxRequestBodySize });
    }

    [Function("SystemOnly")]
    public static IActionResult SystemOnly([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => new OkObjectResult(request.Method);

    [Function("Cancelled")]
    public static async Task Cancelled(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var signals = (CancellationSignals)context.InstanceServices.GetService(typeof(CancellationSignals))!;
        await using var registration = cancellation.Register(signals.Cancelled.SetResult);
        signals.Entered.SetResult();
        await Task.Delay(Timeout.Infinite, cancellation);
        GC.KeepAlive(request);
    }
}
