using System.Net;

namespace FanOut.Cli.Jobs;

/// <summary>The app answered with an error; the message has a line for each field at fault.</summary>
internal sealed class ApiException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;
    /// <summary>The command was wrong, rather than the state that the job is in.</summary>
    public bool CallerCanMend => (int)status is >= 400 and < 500 && status != HttpStatusCode.Conflict;
}
