using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class KeyDialogTests(BrowserFixture browser)
{
    private const string FunctionKey = "key-of-the-functions", SystemKey = "key-of-the-system";

    [BrowserFact]
    public async Task FunctionKey_GivenOnce_IsKeptInTheTabAndInNoAddress()
    {
        await using var own = await browser.App.StartAppAsync("uikeys", ("FanOut:FunctionKey", FunctionKey), ("FanOut:SystemKey", SystemKey));
        await using var dashboard = await browser.OpenAsync("#/jobs", app: own);
        var asked = new List<string>();
        dashboard.Page.Request += (_, request) => asked.Add(request.Url);

        await GiveAsync(dashboard, "Function key", "another");
        await Expect(dashboard.Page.GetByText("The app refused this key.")).ToBeVisibleAsync();
        await GiveAsync(dashboard, "Function key", FunctionKey);
        await Expect(dashboard.Page.GetByText("No jobs yet.")).ToBeVisibleAsync();
        await dashboard.Page.ReloadAsync();
        await Expect(dashboard.Page.GetByText("No jobs yet.")).ToBeVisibleAsync();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, url => url.Contains("key-of", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task SystemKey_IsAskedForByTheInstancesAlone()
    {
        await using var own = await browser.App.StartAppAsync("uisystem", ("FanOut:SystemKey", SystemKey));
        var job = await own.Api.RunAsync(browser.App.Urls("/page", 3), new { batchSize = 1, maxConcurrency = 1 });
        await using var dashboard = await browser.OpenAsync("#/instances", app: own);

        await GiveAsync(dashboard, "System key", SystemKey);
        await dashboard.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = job.Text("id"), Exact = true }).ClickAsync();

        await Expect(dashboard.Section("Children").GetByRole(AriaRole.Link)).ToHaveCountAsync(3);
        await Expect(dashboard.Region("History")).ToContainTextAsync("SubOrchestrationInstanceCreated");
        await dashboard.Page.GetByText("Input", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Expect(dashboard.Region("Input")).ToContainTextAsync("MaxConcurrency", new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
        await dashboard.Section("Children").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(dashboard.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "its parent" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task FunctionKey_NotGiven_LeavesAWayToTryAgain()
    {
        await using var own = await browser.App.StartAppAsync("uinokey", ("FanOut:FunctionKey", FunctionKey));
        await using var dashboard = await browser.OpenAsync("#/jobs", app: own);

        await dashboard.Button("Not now").ClickAsync();
        await Expect(dashboard.Page.GetByText("The app asks for its function key.")).ToBeVisibleAsync();
        await dashboard.Button("Try again").ClickAsync();
        await GiveAsync(dashboard, "Function key", FunctionKey);

        await Expect(dashboard.Page.GetByText("No jobs yet.")).ToBeVisibleAsync();
    }

    private static async Task GiveAsync(DashboardPage dashboard, string label, string key)
    {
        await dashboard.Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).And(dashboard.Page.Locator("input")).FillAsync(key);
        await dashboard.Button("Use this key").ClickAsync();
    }
}
