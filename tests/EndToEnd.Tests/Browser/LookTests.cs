using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class LookTests(BrowserFixture browser)
{
    private static readonly string[] s_serious = ["serious", "critical"];

    [BrowserFact]
    public async Task Colours_FollowTheSystemUntilTheReaderChooses()
    {
        await using var dashboard = await browser.OpenAsync(options: new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        var body = dashboard.Page.Locator("body");
        await Expect(body).ToHaveCSSAsync("background-color", "rgb(18, 21, 27)");

        await dashboard.Button("Use light colours").ClickAsync();
        await Expect(body).ToHaveCSSAsync("background-color", "rgb(246, 247, 249)");
        await dashboard.Page.ReloadAsync();

        await Expect(body).ToHaveCSSAsync("background-color", "rgb(246, 247, 249)");
        await Expect(dashboard.Button("Use dark colours")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task EveryView_OnTheNarrowestPhone_NeedsNoScrollingSideways()
    {
        var job = await MixedJobAsync();
        var phone = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 320, Height = 640 } };
        await using var dashboard = await browser.OpenAsync(options: phone);
        foreach (var view in Views(job))
        {
            await ShowAsync(dashboard, view);
            Assert.False(await dashboard.ScrollsSidewaysAsync(), $"{view} is wider than the window.");
        }
    }

    [BrowserFact]
    public async Task EveryView_InLightAndDark_HasNoSeriousAccessibilityProblem()
    {
        var job = await MixedJobAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var dashboard = await browser.OpenAsync(options: new BrowserNewContextOptions { ColorScheme = scheme });
            foreach (var view in Views(job))
            {
                await ShowAsync(dashboard, view);
                foreach (var summary in await dashboard.Page.Locator("summary").AllAsync()) await summary.ClickAsync();
                var result = await dashboard.Page.RunAxe();
                Assert.Empty(result.Violations.Where(violation => s_serious.Contains(violation.Impact)).Select(violation => $"{scheme} {view}: {Describe(violation)}"));
            }
        }
    }

    private static string[] Views(string job) => ["", "#/jobs", $"#/jobs/{job}", "#/instances", $"#/instances/{job}"];

    private static async Task ShowAsync(DashboardPage dashboard, string view)
    {
        await dashboard.GoAsync(view);
        await Expect(dashboard.Page.GetByText("Loading…")).ToHaveCountAsync(0);
        await dashboard.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private async Task<string> MixedJobAsync()
    {
        using var refused = new RefusedPort();
        var job = await browser.App.Api.RunAsync(
            [.. browser.App.Urls("/page", 20), browser.App.Url("/status/404"), refused.Url, "not a url", browser.App.Url("/delay/2000")],
            new { timeoutSeconds = 0.5, maxAttempts = 1 });
        return job.Text("id");
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}";
}
