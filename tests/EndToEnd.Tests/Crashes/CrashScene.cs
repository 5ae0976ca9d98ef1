using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using EndToEnd.Tests.App;
using FunctionsEmulator.Tests.Storage;

namespace EndToEnd.Tests.Crashes;

/// <summary>Storage and a site that stay, and apps that come and go on them, one task hub for each scene.</summary>
public abstract class CrashScene : IAsyncLifetime
{
    private readonly List<AppProcess> _apps = [];
    private SlowSite? _site;

    protected const string Name = "crash";

    protected AzuriteFixture Azurite { get; } = new();

    private protected SlowSite Site => _site!;

    public async Task InitializeAsync()
    {
        await Azurite.InitializeAsync();
        _site = await SlowSite.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var app in _apps) await app.DisposeAsync();
        if (_site is not null) await _site.DisposeAsync();
        await Azurite.DisposeAsync();
    }

    private protected async Task<AppProcess> StartAppAsync(params (string Name, string Value)[] environment) =>
        Keep(await AppProcess.StartAsync(Azurite.ConnectionString, Name, isCrashApp: false, environment));

    /// <summary>The app with the kill points of the crash loop, which kills itself when a request says so.</summary>
    private protected async Task<AppProcess> StartCrashAppAsync() => Keep(await AppProcess.StartAsync(Azurite.ConnectionString, Name, isCrashApp: true));

    private protected AppProcess LaunchApp() => Keep(AppProcess.Launch(Azurite.ConnectionString, Name));

    /// <summary>Every URL has its one record, in order and ok, and the manifest tells the same.</summary>
    private protected async Task AssertCompleteAsync(AppProcess app, JsonElement job)
    {
        Assert.True(job.Text("status") is "succeeded", $"{job}\n{app.Output}");
        var records = await app.Api.RecordsAsync(job);
        Assert.All(records, record => Assert.Equal("ok", record.Text("outcome")));

        var container = new BlobContainerClient(Azurite.ConnectionString, Name);
        var manifest = (await container.GetBlobClient($"{job.Text("id")}/manifest.json").DownloadContentAsync()).Value.Content.ToObjectFromJson<JsonElement>();
        var results = (await app.Api.ResultsAsync(job.Text("id"))).Text;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(results))), manifest.Get("results").Text("sha256"));
    }

    private AppProcess Keep(AppProcess app)
    {
        _apps.Add(app);
        return app;
    }
}
