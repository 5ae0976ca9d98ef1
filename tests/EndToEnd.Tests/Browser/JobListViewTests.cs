using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class JobListViewTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Jobs_FilteredByStatus_LeadToTheirPages()
    {
        await using var own = await browser.App.StartAppAsync("joblist");
        await own.Api.RunAsync([browser.App.Url("/page/1")]);
        var partial = await own.Api.RunAsync([browser.App.Url("/status/500")], new { maxAttempts = 1 });
        await using var dashboard = await browser.OpenAsync("#/jobs", app: own);
        var rows = dashboard.Region("Jobs").Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(2);

        await dashboard.Page.GetByLabel("Status").SelectOptionAsync("partial");
        await Expect(rows).ToHaveCountAsync(1);
        await rows.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(dashboard.Heading($"Job {partial.Text("id")}")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Jobs_MoreThanAPage_AreTurnedLeafByLeaf()
    {
        await using var own = await browser.App.StartAppAsync("jobpages");
        for (var job = 0; job < 51; job++) await own.Api.StartAsync([browser.App.Url("/page/1")]);
        await using var dashboard = await browser.OpenAsync("#/jobs", app: own);
        var rows = dashboard.Region("Jobs").Locator("tbody tr");

        await dashboard.Button("Older").ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await dashboard.Button("Newer").ClickAsync();
        await Expect(rows).ToHaveCountAsync(50);
    }
}
