using System.Globalization;
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

    /// <summary>When to try again, where that makes sense.</summary>
    public int? RetryAfterSeconds { get; init; }

    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = problem.Status ?? StatusCodes.Status400BadRequest;
        if (RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        problem.Type ??= TypeOf(response.StatusCode);
        return response.WriteAsJsonAsync(problem, JobJson.Default.HttpValidationProblemDetails,
            MediaTypeNames.Application.ProblemJson, context.HttpContext.RequestAborted);
    }

    /// <summary>Where the status is defined: there is no more to know about these problems than their status and their fields.</summary>
    private static string TypeOf(int status) => "https://www.rfc-editor.org/rfc/" + status switch
    {
        StatusCodes.Status429TooManyRequests => "rfc6585#section-4",
        StatusCodes.Status400BadRequest => "rfc9110#section-15.5.1",
        StatusCodes.Status404NotFound => "rfc9110#section-15.5.5",
        StatusCodes.Status409Conflict => "rfc9110#section-15.5.10",
        StatusCodes.Status413PayloadTooLarge => "rfc9110#section-15.5.14",
        StatusCodes.Status415UnsupportedMediaType => "rfc9110#section-15.5.16",
        StatusCodes.Status422UnprocessableEntity => "rfc9110#section-15.5.21",
        StatusCodes.Status502BadGateway => "rfc9110#section-15.6.3",
        _ => "rfc9110#section-15",
    };
}
