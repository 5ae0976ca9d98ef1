using System.Text.Json;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

public sealed class FetchRequestTests
{
    [Fact]
    public void Request_WithDefaultOptions_IsStoredWithoutThem()
    {
        var stored = JsonSerializer.Serialize(RequestWith(new FetchOptions()));

        Assert.DoesNotContain("options", stored, StringComparison.Ordinal);
        Assert.Equal(new FetchOptions(), JsonSerializer.Deserialize<FetchRequest>(stored)!.Options);
    }

    [Fact]
    public void Request_WithOtherOptions_KeepsThem()
    {
        var options = new FetchOptions { TimeoutSeconds = 3, RespectRobots = true };

        var stored = JsonSerializer.Serialize(RequestWith(options));

        Assert.Equal(options, JsonSerializer.Deserialize<FetchRequest>(stored)!.Options);
    }

    private static FetchRequest RequestWith(FetchOptions options) => new()
    {
        JobId = "job",
        Index = 1,
        Url = "http://example.com/",
        NotAfter = DateTime.UnixEpoch,
        Options = options,
    };
}
