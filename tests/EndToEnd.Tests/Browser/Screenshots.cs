using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

/// <summary>
/// Makes pictures of the dashboard for people to look at:
/// <c>FANOUT_SCREENSHOTS=/tmp/pictures dotnet test tests/EndToEnd.Tests --filter Screenshots</c>
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class Screenshots(BrowserFixture browser)
{
    private const int DesktopWidth = 1280, PhoneWidth = 320, Height = 2000, FrontPageHeight = 1100;
    private const float LargeJobMs = 300_000;

    [ScreenshotFact]
    public async Task EveryView_AtEveryWidthAndColour_IsPictured()
    {
        await using var own = await browser.App.StartAppAsync("pictures");
        var (small, large, running) = await JobsAsync(own);
        (string Name, string View)[] views =
        [
            ("start", ""), ("jobs", "#/jobs"), ("job", $"#/jobs/{small}"), ("large", $"#/jobs/{large}"), ("running", $"#/jobs/{running}"),
            ("instances", "#/instances"), ("instance", $"#/instances/{small}"),
        ];
        foreach (var (name, view) in views)
        {
            await PictureAsync(own, view, $"{name}-light", DesktopWidth, ColorScheme.Light);
            await PictureAsync(own, view, $"{name}-dark", DesktopWidth, ColorScheme.Dark);
            await PictureAsync(own, view, $"{name}-phone", PhoneWidth, ColorScheme.Light);
        }
        await PictureAsync(own, $"#/jobs/{small}", "dashboard", DesktopWidth, ColorScheme.Light, FrontPageHeight);
        await own.Api.DeleteAsync(running);
    }

    private async Task PictureAsync(FanOutApp app, string view, string name, int width, ColorScheme scheme, int height = Height)
    {
        var options = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = height } };
        await using var dashboard = await browser.OpenAsync(view, options, app);
        await Expect(dashboard.Page.GetByText("Loading…")).ToHaveCountAsync(0);
        await dashboard.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // The percentiles are what a job's page shows last.
        if (await dashboard.Button("Purge").IsVisibleAsync()) await Expect(dashboard.Page.Locator(".tiles").GetByText("Longest")).ToBeVisibleAsync();
        await dashboard.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(ScreenshotFactAttribute.Folder!, name + ".png"),
        });
    }

    /// <summary>One with something of everything, one that is large, and one that is still running.</summary>
    private async Task<(string Small, string Large, string Running)> JobsAsync(FanOutApp app)
    {
        using var refused = new RefusedPort();
        var site = browser.App;
        string[] odd =
        [
            site.Url("/status/404"), site.Url("/status/410"), refused.Url, "not a url", site.Url("/bytes/2000000"), "http://nowhere.invalid/",
            site.Url("/redirect/50"), site.Url("/delay/3000"),
        ];
        string[] mixed = [.. Enumerable.Range(0, 112).Select(n => n % 14 == 9 ? odd[n / 14] : site.Url($"/delay/{40 + n * 37 % 460}"))];
        var small = await StartAsync("nightly check", mixed, new { maxConcurrency = 20, batchSize = 5, timeoutSeconds = 1.5, maxAttempts = 1 });
        await app.Api.EndAsync(small);
        var large = await StartAsync("the whole catalogue",
            [.. Enumerable.Range(0, 100_000).Select(n => n % 997 == 0 ? site.Url("/status/404") : site.Url($"/page/{n}"))], new { maxConcurrency = 500, batchSize = 250 });
        await using (var dashboard = await browser.OpenAsync($"#/jobs/{large}", app: app))
            await Expect(dashboard.Status).ToHaveTextAsync("partial", new LocatorAssertionsToHaveTextOptions { Timeout = LargeJobMs });
        var running = await StartAsync("slow hosts",
            [.. Enumerable.Range(0, 600).Select(n => n % 3 == 0 ? site.Url("/delay/20000") : site.Url($"/delay/{n % 90}"))], new { maxConcurrency = 40, batchSize = 10, timeoutSeconds = 60 });
        await Eventually.SeeAsync(() => app.Api.GetAsync(running), job => job.Number("done") > 0, "the first records");
        return (small, large, running);

        async Task<string> StartAsync(string name, string[] urls, object options)
        {
            using var response = await app.Api.PostAsync(new { name, urls, options });
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        }
    }
}
