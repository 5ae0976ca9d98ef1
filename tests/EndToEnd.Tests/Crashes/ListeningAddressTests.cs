using System.Diagnostics;
using FanOut;

namespace EndToEnd.Tests.Crashes;

public sealed class ListeningAddressTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("http://")]
    [InlineData("7071")]
    [InlineData("http://*:x")]
    public async Task App_ListeningAddressIsNone_EndsWithOneLineAndCodeOne(string url)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FanOutBuilder).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["ASPNETCORE_URLS"] = url },
        };
        using var app = Process.Start(start)!;
        using var limit = new CancellationTokenSource(s_limit);
        var output = app.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = await app.StandardError.ReadToEndAsync(limit.Token);
        await app.WaitForExitAsync(limit.Token);

        Assert.Equal(1, app.ExitCode);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"'{url}' is not an address to listen at", line, StringComparison.Ordinal);
        Assert.Empty(await output);
    }
}
