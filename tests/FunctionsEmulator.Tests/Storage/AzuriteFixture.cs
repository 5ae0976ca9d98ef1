using Azure.Storage.Blobs;
using FunctionsEmulator.Storage.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>
/// The real Azurite on a port and in a folder of its own. Other test projects link this file.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int PortAttempts = 5;
    private AzuriteProcess? _process;

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("azurite-").FullName;

    /// <summary>Where journals in it are marked.</summary>
    public string MarkDirectory { get; } = Directory.CreateTempSubdirectory("marks-").FullName;

    public string ConnectionString { get; private set; } = "";

    public BlobServiceClient CreateClient() => new(ConnectionString);

    public async Task InitializeAsync()
    {
        for (var attempt = 1; _process is null; attempt++)
        {
            ConnectionString = AzuriteEndpoint.ConnectionString(FreePort.Next());
            try
            {
                // Null means that another test's Azurite took the port in between.
                _process = await LaunchAsync();
            }
            catch (AzuriteException) when (attempt < PortAttempts)
            {
            }
        }
    }

    /// <summary>Stops it as a host does, with everything saved.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>A copy of all its data, which <see cref="RestartAsync"/> can put in its place again.</summary>
    public async Task<string> CopyAsync()
    {
        await StopAsync();
        var copy = Directory.CreateTempSubdirectory("azurite-copy-").FullName;
        Copy(DataDirectory, copy);
        await RestartAsync();
        return copy;
    }

    /// <summary>The same port, and the same data unless an older copy of it is to take its place.</summary>
    public async Task RestartAsync(string? copy = null)
    {
        await StopAsync();
        if (copy is not null)
        {
            Directory.Delete(DataDirectory, recursive: true);
            Directory.Move(copy, DataDirectory);
        }
        _process = await LaunchAsync() ?? throw new InvalidOperationException("Another Azurite took the port while this one was stopped.");
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(DataDirectory, recursive: true);
        Directory.Delete(MarkDirectory, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(to + folder[from.Length..]);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, to + file[from.Length..]);
    }

    private Task<AzuriteProcess?> LaunchAsync() =>
        new AzuriteLauncher(new AzuriteOptions(DataDirectory), TimeProvider.System, NullLogger<AzuriteLauncher>.Instance)
            .EnsureAsync(ConnectionString, CancellationToken.None);
}
