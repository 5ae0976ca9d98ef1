using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Extensions.Logging.Testing;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>A data folder, a free port and the launchers of several hosts that share them.</summary>
internal sealed class AzuriteBench : IAsyncDisposable
{
    private readonly List<AzuriteProcess> _started = [];

    /// <summary>No process has an id this large.</summary>
    public static ProcessIdentity Gone { get; } = new(int.MaxValue, 0);

    public string Folder { get; } = Directory.CreateTempSubdirectory("azurite-").FullName;

    public int Port { get; } = FreePort.Next();

    public string ConnectionString => AzuriteEndpoint.ConnectionString(Port);

    public FakeLogger<AzuriteLauncher> Log { get; } = new();

    public AzuriteFolder Record => new(Folder, TimeProvider.System);

    public BlobContainerClient Container(int? port = null) =>
        new BlobServiceClient(AzuriteEndpoint.ConnectionString(port ?? Port)).GetBlobContainerClient("bench");

    public Task<AzuriteProcess?> EnsureAsync(string? connectionString = null, string? folder = null, CancellationToken cancellation = default) =>
        EnsureAsync(new AzuriteOptions(folder ?? Folder), connectionString ?? ConnectionString, cancellation);

    public async Task<AzuriteProcess?> EnsureAsync(AzuriteOptions options, string connectionString, CancellationToken cancellation = default)
    {
        var launcher = new AzuriteLauncher(options, TimeProvider.System, Log);
        var process = await launcher.EnsureAsync(connectionString, cancellation);
        if (process is not null)
            _started.Add(process);
        return process;
    }

    /// <summary>A connection on which nothing is asked.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        return client;
    }

    /// <summary>As if the host that started the Azurite of this folder had been killed.</summary>
    public void LoseOwner() => Record.Write(Record.ReadLiving()! with { Owner = Gone });

    public static async Task SignalAsync(string signal, int processId)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {processId}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started)
            await process.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
