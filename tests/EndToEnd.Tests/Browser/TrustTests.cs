using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class TrustTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Title_ThatIsMarkup_IsShownAsText()
    {
        await using var site = await HostileSite.StartAsync();
        var job = await browser.App.Api.RunAsync([site.Url]);
        await using var dashboard = await browser.OpenAsync($"#/jobs/{job.Text("id")}");

        await Expect(dashboard.Region("Results")).ToContainTextAsync(HostileSite.Title);
        await Expect(dashboard.Page.Locator("main script, main img")).ToHaveCountAsync(0);
        await Expect(dashboard.Page).ToHaveTitleAsync($"Job {job.Text("id")} – FanOut");
    }

    [BrowserFact]
    public async Task Url_ThatIsAScript_IsNoLink()
    {
        var job = await browser.App.Api.RunAsync(["javascript:alert(1)"]);
        await using var dashboard = await browser.OpenAsync($"#/jobs/{job.Text("id")}");

        await Expect(dashboard.Region("Results")).ToContainTextAsync("javascript:alert(1)");
        await Expect(dashboard.Region("Results").GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Name_ThatIsMarkup_IsShownAsText()
    {
        const string Name = "<img src=/x onerror=alert(1)>";
        using var response = await browser.App.Api.PostAsync(new { name = Name, urls = new[] { browser.App.Url("/page/1") } });
        await using var dashboard = await browser.OpenAsync("#/jobs");

        await dashboard.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Name }).First.ClickAsync();

        await Expect(dashboard.Heading(Name)).ToBeVisibleAsync();
        await Expect(dashboard.Page.Locator("main img")).ToHaveCountAsync(0);
    }
}
