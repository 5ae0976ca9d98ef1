using System.Net;
using System.Net.Sockets;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Storage;

[Collection("Azurite")]
public sealed class AzuriteRefusalTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.7\r\n")]
    public async Task Ensure_WhenThePortIsTakenByAStranger_NamesThePort(string answer)
    {
        await using var bench = new AzuriteBench();
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var answering = AnswerOnceAsync(stranger, answer);
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;

        var refusal = await RefusalAsync(() => bench.EnsureAsync(AzuriteEndpoint.ConnectionString(port)));

        await answering;
        Assert.Contains($"Port {port} ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_OfAStrangerThatStaysSilent_GivesUpOnIt()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var time = new FakeTimeProvider();
        var endpoint = AzuriteEndpoint.From(AzuriteEndpoint.ConnectionString(((IPEndPoint)stranger.LocalEndpoint).Port));

        var asking = AzuriteProbe.AskAsync(endpoint!, TimeSpan.FromSeconds(30), time, CancellationToken.None);
        using var caller = await stranger.AcceptTcpClientAsync();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(AzuriteAnswer.SomethingElse, await asking);
    }

    [Fact]
    public async Task Ensure_WhenTheFolderCannotBeMade_NamesItAndTheSetting()
    {
        await using var bench = new AzuriteBench();
        var file = Path.Combine(bench.Folder, "file");
        await File.WriteAllTextAsync(file, "");
        var folder = Path.Combine(file, "data");

        var refusal = await RefusalAsync(() => bench.EnsureAsync(folder: folder));

        Assert.Contains(folder, refusal, StringComparison.Ordinal);
        Assert.Contains("FanOut__DataDirectory", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_WhenAzuriteCannotUseItsFiles_SaysWhatItSaidAndLeavesNoProcess()
    {
        await using var bench = new AzuriteBench();
        Directory.CreateDirectory(Path.Combine(bench.Folder, "__azurite_db_blob__.json"));

        var refusal = await RefusalAsync(() => bench.EnsureAsync());

        Assert.Contains("EISDIR", refusal, StringComparison.Ordinal);
        Assert.False(bench.Record.HasRecord);
        Assert.Equal(
            AzuriteAnswer.Nothing,
            await AzuriteProbe.AskAsync(AzuriteEndpoint.From(bench.ConnectionString)!, TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task Ensure_WhenALivingHostUsesTheFolderOnAnotherPort_NamesItsProcessAndPort()
    {
        await using var bench = new AzuriteBench();
        var first = await bench.EnsureAsync();

        var refusal = await RefusalAsync(() => bench.EnsureAsync(AzuriteEndpoint.ConnectionString(FreePort.Next())));

        Assert.Contains($"process {first!.Id}", refusal, StringComparison.Ordinal);
        Assert.Contains($"port {bench.Port}", refusal, StringComparison.Ordinal);
        Assert.True(first.IsRunning);
    }

    [Fact]
    public async Task Ensure_WhenAzuriteWasNotInstalled_SaysHowToInstallIt()
    {
        await using var bench = new AzuriteBench();
        var options = new AzuriteOptions(bench.Folder, AzuriteDirectory: bench.Folder, SearchPath: bench.Folder);

        var refusal = await RefusalAsync(() => bench.EnsureAsync(options, bench.ConnectionString));

        Assert.Contains("npm install --global azurite", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_ForHttpsWithNothingThere_DoesNotStartAzurite()
    {
        await using var bench = new AzuriteBench();
        var secure = bench.ConnectionString.Replace("http", "https", StringComparison.Ordinal);

        Assert.Contains("http only", await RefusalAsync(() => bench.EnsureAsync(secure)), StringComparison.Ordinal);
    }

    [Fact]
    public void FindNode_WithoutOneOnThePath_SaysWhatIsNeeded()
    {
        var refusal = Assert.Throws<AzuriteException>(() => NodeProgram.Find(Path.Combine(AppContext.BaseDirectory, "nowhere")));

        Assert.Contains("Node.js 20 or newer", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(Func<Task> ensure)
    {
        var refusal = await Assert.ThrowsAsync<AzuriteException>(ensure);
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }

    private static async Task AnswerOnceAsync(TcpListener stranger, string answer)
    {
        using var caller = await stranger.AcceptTcpClientAsync();
        await caller.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        _ = await caller.GetStream().ReadAsync(new byte[1024]);
    }
}
