using Microsoft.AspNetCore.Mvc;

namespace FanOut.Results.Downloads;

/// <summary>What a download would say of itself, for a caller who asks for no more.</summary>
/// <param name="contentType">Of the download.</param>
/// <param name="length">In bytes; null where it would only be known at the end.</param>
internal sealed class HeadResult(string contentType, long? length) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        (response.ContentType, response.ContentLength) = (contentType, length);
        return Task.CompletedTask;
    }
}
