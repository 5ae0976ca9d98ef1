using System.Net.Sockets;
using System.Security.Authentication;

namespace FanOut.Fetching;

/// <summary>The one place that turns exceptions into outcomes.</summary>
internal static class Failures
{
    public static (Outcome Outcome, string Error) Classify(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is EgressBlockedException)
            {
                return (Outcome.Blocked, cause.Message);
            }

            if (cause is TooLargeException)
            {
                return (Outcome.TooLarge, cause.Message);
            }

            if (cause is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery } dns)
            {
                return (Outcome.DnsError, dns.SocketErrorCode is SocketError.TryAgain ? "name not resolved in time" : "name not found");
            }

            if (cause is AuthenticationException)
            {
                return (Outcome.TlsError, "TLS: " + cause.Message);
            }
        }

        return exception switch
        {
            HttpRequestException http => FromHttp(http),
            HttpIOException io => FromHttp(io.HttpRequestError, io),
            InvalidDataException data => (Outcome.ProtocolError, "bad encoding: " + data.Message),
            UriFormatException => (Outcome.ProtocolError, "URL that cannot be requested"),
            IOException => (Outcome.ProtocolError, ConnectionBroken),
            _ => (Outcome.ProtocolError, exception.GetType().Name + ": " + exception.Message),
        };
    }

    private const string ConnectionBroken = "connection closed before the answer was complete";

    private static (Outcome, string) FromHttp(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.Unknown when exception.InnerException is HttpIOException io => FromHttp(io.HttpRequestError, io),
        var error => FromHttp(error, exception),
    };

    private static (Outcome, string) FromHttp(HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => (Outcome.DnsError, "name not found"),
        HttpRequestError.ConnectionError => (Outcome.ConnectError, Describe(SocketErrorOf(exception))),
        HttpRequestError.SecureConnectionError => (Outcome.TlsError, "TLS: handshake failed"),
        HttpRequestError.ConfigurationLimitExceeded => (Outcome.ProtocolError, "answer exceeds a limit, such as the length of its headers"),
        HttpRequestError.ResponseEnded => (Outcome.ProtocolError, ConnectionBroken),
        HttpRequestError.InvalidResponse => (Outcome.ProtocolError, "malformed answer"),
        HttpRequestError.HttpProtocolError => (Outcome.ProtocolError, "HTTP/2 stream or connection ended by the server"),
        HttpRequestError.Unknown when SocketErrorOf(exception) is not null || exception.InnerException is IOException => (Outcome.ProtocolError, ConnectionBroken),
        HttpRequestError.Unknown => (Outcome.ProtocolError, exception.Message),
        _ => (Outcome.ProtocolError, error.ToString()),
    };

    private static SocketError? SocketErrorOf(Exception? exception)
    {
        while (exception is not null and not SocketException)
        {
            exception = exception.InnerException;
        }

        return (exception as SocketException)?.SocketErrorCode;
    }

    private static string Describe(SocketError? error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset while connecting",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => "host unreachable",
        SocketError.TimedOut => "no answer to the connection attempt",
        null => "connection failed",
        var other => $"connection failed: {other}",
    };
}
