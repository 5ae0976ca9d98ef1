using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsEmulator.Storage.Azurite;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>What the host changes in Azurite's LokiJS for speed changes nothing else.</summary>
[Collection("Azurite")]
public sealed class AzuriteCollectionsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Collections_OfAzurite_FindAndRemoveWhatAPlainListWouldAndSortNoIndexForIt(int seed)
    {
        var start = new ProcessStartInfo(NodeProgram.Find()) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // It is no part of Azurite, so this tells where LokiJS is.
        start.Environment["NODE_PATH"] = Path.Combine(new AzuriteOptions(AppContext.BaseDirectory).AzuriteDirectory, "node_modules");
        start.ArgumentList.Add("--require");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lokijs.cjs"));
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Storage", "lokijs-check.cjs"));
        start.ArgumentList.Add($"{seed}");
        using var node = Process.Start(start)!;
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            var errors = node.StandardError.ReadToEndAsync(limit.Token);
            var output = await node.StandardOutput.ReadToEndAsync(limit.Token);
            await node.WaitForExitAsync(limit.Token);

            Assert.True(node.ExitCode == 0, await errors);
            Assert.Equal("held 3000 times", output.Trim());
        }
        finally
        {
            if (!node.HasExited) node.Kill();
        }
    }

    [Fact]
    public async Task Blobs_OfOneNameInTwoContainersAndWithSnapshots_AreRemovedAsAskedAndStaySoOverARestart()
    {
        await using var bench = new AzuriteBench();
        var azurite = await bench.EnsureAsync();
        var account = new BlobServiceClient(bench.ConnectionString);
        var (one, two) = (account.GetBlobContainerClient("one"), account.GetBlobContainerClient("two"));
        foreach (var container in (BlobContainerClient[])[one, two])
        {
            await container.CreateAsync();
            for (var i = 0; i < 6; i++) await container.UploadBlobAsync($"blob{i}", BinaryData.FromString("1"));
            for (var i = 2; i < 6; i++) await container.GetBlobClient($"blob{i}").CreateSnapshotAsync();
        }

        await one.DeleteBlobAsync("blob0");
        await one.DeleteBlobAsync("blob2", DeleteSnapshotsOption.IncludeSnapshots);
        await one.DeleteBlobAsync("blob3", DeleteSnapshotsOption.OnlySnapshots);
        await one.UploadBlobAsync("blob0", BinaryData.FromString("2"));
        await one.DeleteBlobAsync("blob1");

        string[] left = ["blob0", "blob3", "blob4", "blob4 snapshot", "blob5", "blob5 snapshot"];
        string[] untouched = ["blob0", "blob1", .. Enumerable.Range(2, 4).SelectMany(i => (string[])[$"blob{i}", $"blob{i} snapshot"])];
        Assert.Equal(left, await NamesAsync(one));
        Assert.Equal(untouched, await NamesAsync(two));
        Assert.Equal("2", (await one.GetBlobClient("blob0").DownloadContentAsync()).Value.Content.ToString());

        await azurite!.DisposeAsync();
        await bench.EnsureAsync();
        Assert.Equal(left, await NamesAsync(one));
        await one.DeleteAsync();
        Assert.Equal(untouched, await NamesAsync(two));
    }

    private static async Task<List<string>> NamesAsync(BlobContainerClient container)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.Snapshots, null, CancellationToken.None))
            names.Add(blob.Snapshot is null ? blob.Name : $"{blob.Name} snapshot");
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
