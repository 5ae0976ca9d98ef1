using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FanOut.Jobs;

/// <summary>Writes a body by its source-generated metadata, in any host: a worker need not have MVC's formatters.</summary>
internal sealed class JsonResult<T>(int statusCode, T body, JsonTypeInfo<T> type) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.StatusCode = statusCode;
        return http.Response.WriteAsJsonAsync(body, type, cancellationToken: http.RequestAborted);
    }
}
