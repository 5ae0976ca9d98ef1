using FanOut.Cli.Site;
using FunctionsEmulator.Tests.Storage;

namespace EndToEnd.Tests.App;

/// <summary>Storage, the app and a site to fetch from, for all tests of a collection.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private FanOutApp? _app;
    private SampleSite? _site;

    public FanOutApp App => _app!;
    public JobApi Api => App.Api;
    public SampleSite Site => _site!;

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _site = await SampleSite.StartAsync();
        _app = await StartAppAsync("shared");
        // The first job compiles what all others run, and several tests look at the clock.
        await Api.RunAsync([Url("/page/0")]);
    }

    /// <summary>Another app on the same storage, with settings of its own; whoever starts it disposes it.</summary>
    public Task<FanOutApp> StartAppAsync(string name, params (string Name, string? Value)[] settings) =>
        FanOutApp.StartAsync(_azurite.ConnectionString, name, settings);

    public Task<FanOutApp> StartAppAsync(string name, TimeProvider clock, params (string Name, string? Value)[] settings) =>
        FanOutApp.StartAsync(_azurite.ConnectionString, name, clock, settings);

    /// <summary>The address of a path of the site.</summary>
    public string Url(string path) => new Uri(Site.BaseUri, path).AbsoluteUri;

    public IEnumerable<string> Urls(string path, int count) => Enumerable.Range(1, count).Select(n => Url($"{path}/{n}"));

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_site is not null) await _site.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
