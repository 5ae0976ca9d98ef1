using System.Security.Cryptography.X509Certificates;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>One way for a server to behave, and what is to be recorded of it.</summary>
/// <param name="Behave">Runs once for each connection, when the head of a request is in; the connection closes when it ends.</param>
internal sealed record Scenario(string Name, Outcome Expected, Func<HostileConnection, Task> Behave)
{
    /// <summary>Short where the server is to be waited for to the end, long where it must not matter.</summary>
    public double TimeoutSeconds { get; init; } = Expected is Outcome.Timeout ? 0.7 : 20;

    public FetchOptions Options { get; init; } = new();
    public bool IsTls { get; init; }
    public bool IsHttp2 { get; init; }

    /// <summary>Behaves before any handshake or request.</summary>
    public bool SpeaksFirst { get; init; }

    /// <summary>The server's certificate; a good one when null.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What a server that goes on without end may get as well, where its client ends it only once it has had enough.</summary>
    public Outcome? Or { get; init; }

    public Action<FetchRecord>? Also { get; init; }

    public static Scenario Says(string name, Outcome expected, string answer) => new(name, expected, connection => connection.SayAsync(answer));

    public override string ToString() => Name;
}
