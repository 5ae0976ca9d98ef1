using Microsoft.AspNetCore.Http;

namespace FanOut.Jobs;

/// <summary>A request that no job can be made of. The message is the answer's detail and tells the caller what to do.</summary>
public sealed class JobRequestException(int status, string title, string detail, IReadOnlyDictionary<string, string[]> errors)
    : Exception(detail)
{
    private static readonly Dictionary<string, string[]> s_none = [];

    public int Status => status;

    public string Title => title;

    /// <summary>Messages by field, as <c>options.maxConcurrency</c> or <c>urls[3]</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => errors;

    internal static JobRequestException TooLarge(long limit, string cure = "Send the list as several jobs.") =>
        new(StatusCodes.Status413PayloadTooLarge, "The body is too large.", $"A body may have {limit} bytes after decompression. {cure}", s_none);

    internal static JobRequestException UnsupportedType(string detail) =>
        new(StatusCodes.Status415UnsupportedMediaType, "The type of the body is not supported.", detail, s_none);

    internal ProblemResult ToResult() => new(new HttpValidationProblemDetails(errors)
    {
        Status = status,
        Title = title,
        Detail = Message,
    });
}
