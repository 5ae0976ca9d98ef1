using Microsoft.AspNetCore.Http;

namespace FanOut.Jobs;

/// <summary>Answers for requests that cannot be met.</summary>
internal static class JobProblems
{
    public static ProblemResult NotFound(string id) => new(
        StatusCodes.Status404NotFound, "There is no such job.",
        JobId.IsValid(id) ? $"No job has the id '{id}', or it has been purged." : "A job id is 24 hexadecimal digits, as POST /api/jobs returned it.");

    public static ProblemResult Finished(Job job) => new(
        StatusCodes.Status409Conflict, "The job has finished.", $"The job '{job.Id}' has finished and stays as it is.");

    public static ProblemResult StillRunning(Job job, string cure) => new(
        StatusCodes.Status409Conflict, "The job has not finished.", $"The job '{job.Id}' has not finished. {cure}");

    public static ProblemResult NothingToRedrive(string id) => new(
        StatusCodes.Status409Conflict, "There is nothing to redrive.", $"No record of the job '{id}' has such an outcome.");

    public static ProblemResult KeyOfAnotherRequest() => new(
        StatusCodes.Status422UnprocessableEntity, "The idempotency key stands for another request.",
        "The same key came before with another body. Send a repeated request unchanged, or a new one with a key of its own.");

    public static ProblemResult TooManyJobs(int limit) => new(
        StatusCodes.Status429TooManyRequests, "Too many jobs have not ended.",
        $"{limit} jobs are in flight, as many as this service takes. Nothing was started: send the same again when one has ended.")
    {
        RetryAfterSeconds = 10,
    };

    public static ProblemResult BadQuery(string name, string message) => BadRequest("The query is not valid.", name, message);

    private static ProblemResult BadRequest(string title, string name, string message) =>
        new(new HttpValidationProblemDetails(new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = [message] })
        {
            Status = StatusCodes.Status400BadRequest,
            Title = title,
            Detail = message,
        });
}
