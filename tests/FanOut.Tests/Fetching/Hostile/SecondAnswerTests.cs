using System.Security.Cryptography;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Hostile;

public sealed class SecondAnswerTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    /// <summary>
    /// Bytes behind the announced length were meant for whoever uses the connection next. The answer before them is whole, so
    /// its fetch is ok; the HTTP client finds them when the connection comes back, and drops it.
    /// </summary>
    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nfirst")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n")]
    public async Task Fetch_AfterAnAnswerWithAnotherBehindIt_GetsItsOwn(string first)
    {
        await using var server = new HostileServer(new Scenario("two answers", Outcome.Ok, async connection =>
        {
            await connection.SayAsync(connection.Number == 1 ? $"{Ok}{first}{Ok}Content-Length: 4\r\n\r\nevil" : $"{Ok}Content-Length: 6\r\n\r\nsecond");
            await connection.StallAsync();
        }));
        using var fetcher = new TestFetcher();

        Assert.Equal((Outcome.Ok, Sha256("first"u8)), OutcomeOf(await fetcher.GetAsync(server.Url)));
        Assert.Equal((Outcome.Ok, Sha256("second"u8)), OutcomeOf(await fetcher.GetAsync(server.Url)));
    }

    private static (Outcome, string?) OutcomeOf(FetchRecord record) => (record.Outcome, record.Sha256);

    private static string Sha256(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
