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
        problem.Type ??= TypeOf(response.StatusCode);
        return response.WriteAsJsonAsync(problem, JobJson.Default.HttpValidationProblemDetails,
            MediaTypeNames.Application.ProblemJson, context.HttpContext.RequestAborted);
    }

    /// <summary>Where the status is defined: there is no more to know about these problems than their status and their fields.</summary>
    private static string TypeOf(int status) => "https://www.rfc-editor.org/rfc/rfc9110#" + status switch
    {
        StatusCodes.Status400BadRequest => "section-15.5.1",
        StatusCodes.Status404NotFound => "section-15.5.5",
        StatusCodes.Status409Conflict => "section-15.5.10",
        StatusCodes.Status413PayloadTooLarge => "section-15.5.14",
        StatusCodes.Status415UnsupportedMediaType => "section-15.5.16",
        StatusCodes.Status422UnprocessableEntity => "section-15.5.21",
        _ => "section-15",
    };
}
