using System.Globalization;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Tests.Storage;

[Collection("Azurite")]
public sealed class AzuriteLauncherTests
{
    [Fact]
    public async Task Ensure_WhenNothingAnswers_StartsAzuriteThatStoresBlobs()
    {
        await using var bench = new AzuriteBench();
        var azurite = await bench.EnsureAsync();

        Assert.False(azurite!.IsAdopted);
        await bench.Container().CreateAsync();
        await bench.Container().UploadBlobAsync("one", BinaryData.FromString("1"));
        Assert.Equal("1", (await bench.Container().GetBlobClient("one").DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Dispose_RightAfterAWrite_KeepsItForTheNextStart()
    {
        await using var bench = new AzuriteBench();
        var first = await bench.EnsureAsync();
        await bench.Container().CreateAsync();
        await bench.Container().UploadBlobAsync("one", BinaryData.FromString("1"));

        await first!.DisposeAsync();

        Assert.False(first.IsRunning);
        Assert.False(bench.Record.HasRecord);
        await bench.EnsureAsync();
        Assert.True((await bench.Container().GetBlobClient("one").ExistsAsync()).Value);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("QUIT")]
    [InlineData("HUP")]
    public async Task Azurite_WhenTheTerminalSignalsTheProcessGroup_GoesOnStoring(string signal)
    {
        await using var bench = new AzuriteBench();
        var azurite = await bench.EnsureAsync();
        await bench.Container().CreateAsync();

        const int writesAfter = 30;
        for (var write = 0; write < writesAfter; write++)
        {
            await AzuriteBench.SignalAsync(signal, azurite!.Id);
            await bench.Container().UploadBlobAsync(write.ToString(CultureInfo.InvariantCulture), BinaryData.FromString("1"));
        }

        Assert.True(azurite!.IsRunning);
        await azurite.DisposeAsync();
        Assert.False(azurite.IsRunning);
    }

    [Fact]
    public async Task Dispose_WhileAClientKeepsAnUnusedConnection_LetsAzuriteEndByItself()
    {
        await using var bench = new AzuriteBench();
        var azurite = await bench.EnsureAsync();
        using var unused = await bench.ConnectAsync();

        await azurite!.DisposeAsync();

        Assert.DoesNotContain(bench.Log.Collector.GetSnapshot(), said => said.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Azurite_WhenToldAgainToStopWhileItCloses_FinishesThat()
    {
        await using var bench = new AzuriteBench();
        var azurite = await bench.EnsureAsync();
        await bench.Container().CreateAsync();

        // While this request stays, Azurite goes on closing.
        using var lingering = await bench.ConnectAsync();
        await lingering.GetStream().WriteAsync("PUT /devstoreaccount1/bench HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n"u8.ToArray());
        Assert.NotEqual(0, await lingering.GetStream().ReadAsync(new byte[1]));
        using var unasked = await bench.ConnectAsync();
        await AzuriteBench.SignalAsync("TERM", azurite!.Id);
        Assert.Equal(0, await unasked.GetStream().ReadAsync(new byte[1]));
        await AzuriteBench.SignalAsync("TERM", azurite.Id);
        Assert.True(azurite.IsRunning);
        lingering.Close();
        await azurite.DisposeAsync();

        await bench.EnsureAsync();
        Assert.True((await bench.Container().ExistsAsync()).Value);
    }

    [Fact]
    public async Task Ensure_WhenItsOwnerIsGone_AdoptsTheLivingAzurite()
    {
        await using var bench = new AzuriteBench();
        var left = await bench.EnsureAsync();
        bench.LoseOwner();

        var adopted = await bench.EnsureAsync();

        Assert.True(adopted!.IsAdopted);
        Assert.Equal(left!.Id, adopted.Id);
        await adopted.DisposeAsync();
        Assert.False(left.IsRunning);
    }

    [Fact]
    public async Task Ensure_WhenItsOwnerLives_UsesItWithoutStoppingIt()
    {
        await using var bench = new AzuriteBench();
        await bench.EnsureAsync();

        Assert.Null(await bench.EnsureAsync());
    }

    [Fact]
    public async Task Ensure_WhenAnOrphanUsesTheFolderOnAnotherPort_StopsItAndServesItsData()
    {
        await using var bench = new AzuriteBench();
        var left = await bench.EnsureAsync();
        await bench.Container().CreateAsync();
        bench.LoseOwner();

        var port = FreePort.Next();
        await bench.EnsureAsync(AzuriteEndpoint.ConnectionString(port));

        Assert.False(left!.IsRunning);
        Assert.True((await bench.Container(port).ExistsAsync()).Value);
    }

    [Fact]
    public async Task Ensure_TwiceAtOnce_StartsOne()
    {
        await using var bench = new AzuriteBench();

        var both = await Task.WhenAll(bench.EnsureAsync(), bench.EnsureAsync());

        Assert.Single(both, process => process is not null);
        await bench.Container().CreateAsync();
    }

    [Fact]
    public async Task Ensure_TwoFoldersAtOnce_StartsTwoThatShareNothing()
    {
        await using var one = new AzuriteBench();
        await using var two = new AzuriteBench();

        await Task.WhenAll(one.EnsureAsync(), two.EnsureAsync());

        await one.Container().CreateAsync();
        Assert.False((await two.Container().ExistsAsync()).Value);
    }

    [Fact]
    public async Task Ensure_ForAnotherKindOfStorage_DoesNothing()
    {
        await using var bench = new AzuriteBench();

        Assert.Null(await bench.EnsureAsync(
            "DefaultEndpointsProtocol=https;AccountName=real;AccountKey=AAAA;EndpointSuffix=core.windows.net"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Folder));
    }

    [Fact]
    public async Task Ensure_WhenCancelledWhileAnotherAzuriteCloses_Ends()
    {
        await using var bench = new AzuriteBench();
        var closing = ProcessIdentity.Current;
        bench.Record.Write(new(closing, bench.Port, AzuriteBench.Gone));
        using var cancel = new CancellationTokenSource();

        var ensuring = bench.EnsureAsync(cancellation: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ensuring);
    }
}
