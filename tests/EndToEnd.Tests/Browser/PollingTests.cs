using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class PollingTests(BrowserFixture browser)
{
    /// <summary>On the page's own clock: longer than any pause between two looks.</summary>
    private const long LongMs = 60_000;

    [BrowserFact]
    public async Task Job_ThatHasFinished_IsNotAskedForAgain()
    {
        var job = await browser.App.Api.RunAsync([browser.App.Url("/page/1")]);
        await using var dashboard = await browser.OpenAsync();
        await dashboard.Page.Clock.InstallAsync();
        await dashboard.GoToJobAsync(job.Text("id"));
        await Expect(dashboard.Page.Locator(".tiles").GetByText("Longest")).ToBeVisibleAsync();

        Assert.Equal(0, await RequestsWhileAsync(dashboard, () => dashboard.Page.Clock.RunForAsync(LongMs)));
    }

    [BrowserFact]
    public async Task Job_InATabThatIsHidden_IsAskedForOnceItIsSeenAgain()
    {
        var id = (await browser.App.Api.StartAsync([browser.App.Url("/delay/20000")], new { timeoutSeconds = 60 })).Text("id");
        await using var dashboard = await browser.OpenAsync();
        await dashboard.Page.Clock.InstallAsync();
        await dashboard.GoToJobAsync(id);
        await Expect(dashboard.Status).ToHaveTextAsync("running");
        await HideAsync(dashboard, true);

        Assert.Equal(0, await RequestsWhileAsync(dashboard, () => dashboard.Page.Clock.RunForAsync(LongMs)));

        await browser.App.Api.DeleteAsync(id);
        await HideAsync(dashboard, false);
        await Expect(dashboard.Status).ToHaveTextAsync("cancelled");
    }

    private static async Task<int> RequestsWhileAsync(DashboardPage dashboard, Func<Task> action)
    {
        var requests = 0;
        dashboard.Page.Request += Count;
        await action();
        dashboard.Page.Request -= Count;
        return requests;

        void Count(object? sender, IRequest request) => requests++;
    }

    private static async Task HideAsync(DashboardPage dashboard, bool hidden) => await dashboard.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
}
