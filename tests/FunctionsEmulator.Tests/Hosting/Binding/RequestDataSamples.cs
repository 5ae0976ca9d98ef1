using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsEmulator.Tests.Hosting.Binding;

public static class RequestDataSamples
{
    [Function("Describe")]
    public static async Task<HttpResponseData> DescribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "describe/{id}")] HttpRequestData request, int id, string? tag)
    {
        var response = request.CreateResponse(HttpStatusCode.Created);
        response.Headers.Add("Trace", request.Headers.GetValues("Trace"));
        await response.WriteAsJsonAsync(new
        {
            request.Method,
            Path = request.Url.PathAndQuery,
            Query = request.Query["tag"],
            Cookie = request.Cookies.Single().Value,
            Id = id,
            Tag = tag,
        });
        return response;
    }

    [Function("EchoJson")]
    public static async Task<HttpResponseData> EchoJsonAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        var order = await request.ReadFromJsonAsync<Order>();
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(order, "application/vnd.order+json");
        return response;
    }

    /// <summary>The body can be read at once, and again.</summary>
    [Function("EchoText")]
    public static HttpResponseData EchoText([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        var first = request.ReadAsString();
        request.Body.Position = 0;
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.WriteString(first + "+");
        response.WriteString(request.ReadAsString()!);
        return response;
    }

    [Function("Cookies")]
    public static HttpResponseData Cookies([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        var response = request.CreateResponse();
        response.Cookies.Append("plain", "1");
        response.Cookies.Append(new HttpCookie("strict", "2") { Path = "/api", HttpOnly = true, Secure = true, MaxAge = 60, SameSite = SameSite.Strict });
        return response;
    }

    [Function("NotReturned")]
    public static void NotReturned([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.Conflict).WriteString("lost");

    [Function("Both")]
    public static Several Both([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.WriteString("one of two");
        return new Several { Response = response, Note = "not for the caller" };
    }

    [Function("BothAsAction")]
    public static Task<SeveralAsAction> BothAsAction([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        Task.FromResult(new SeveralAsAction { Answer = new OkObjectResult(request.Method), Note = "not for the caller" });

    public sealed class Several
    {
        public HttpResponseData? Response { get; init; }

        public string? Note { get; init; }
    }

    public sealed class SeveralAsAction
    {
        [HttpResult]
        public IActionResult? Answer { get; init; }

        public string? Note { get; init; }
    }
}
