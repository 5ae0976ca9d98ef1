using EndToEnd.Tests.App;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>A real browser beside the real app.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public const string Chromium = "/usr/bin/chromium";

    private static readonly float s_patienceMs = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public AppFixture App { get; } = new();

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium) && Environment.GetEnvironmentVariable("CI") is null) return;
        await App.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(s_patienceMs);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            // Chromium's own sandbox refuses to run as root, which test machines are.
            ChromiumSandbox = false,
        });
    }

    /// <summary>A tab of its own, as fresh as a private window, at the dashboard of an app.</summary>
    /// <param name="hash">The view, such as <c>#/jobs</c>.</param>
    /// <param name="options">Size, colours and the like.</param>
    /// <param name="app">Another than the shared one.</param>
    public async Task<DashboardPage> OpenAsync(string hash = "", BrowserNewContextOptions? options = null, FanOutApp? app = null)
    {
        var context = await _browser!.NewContextAsync(options ?? new BrowserNewContextOptions());
        context.SetDefaultTimeout(s_patienceMs);
        var page = new DashboardPage(await context.NewPageAsync(), (app ?? App.App).BaseAddress);
        await page.GoAsync(hash);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_playwright is not null) await App.DisposeAsync();
    }
}
