using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FanOut.Jobs;

/// <summary>An RFC 9457 answer. It writes itself, since a worker need not have MVC's formatters.</summary>
internal sealed class ProblemResult(HttpValidationProblemDetails problem) : IActionResult
{
    public ProblemResult(int status, string title, string detail)
        : this(new HttpValidationProblemDetails { Status = status, Title = title, Detail = detail })
    {
    }

    public HttpValidationProblemDetails Problem => problem;

    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = problem.Status ?? StatusCodes.Status400BadRequest;
        return response.WriteAsJsonAsync(problem, JobJson.Default.HttpValidationProblemDetails,
            MediaTypeNames.Application.ProblemJson, context.HttpContext.RequestAborted);
    }
}
