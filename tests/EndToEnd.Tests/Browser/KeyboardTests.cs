using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class KeyboardTests(BrowserFixture browser)
{
    private const int MostTabs = 60;

    [BrowserFact]
    public async Task Job_WithTheKeyboardAlone_IsStartedAndCancelled()
    {
        await using var dashboard = await browser.OpenAsync();
        var keyboard = dashboard.Page.Keyboard;
        await keyboard.PressAsync("Tab");
        await Expect(dashboard.Page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");

        await TabToAsync(dashboard, "textarea");
        await keyboard.TypeAsync(string.Join('\n', Enumerable.Repeat(browser.App.Url("/delay/20000"), 3)));
        await TabToAsync(dashboard, "[name=timeoutSeconds]");
        await keyboard.TypeAsync("60");
        await TabToAsync(dashboard, "button.primary");
        await keyboard.PressAsync("Enter");

        await Expect(dashboard.Status).ToHaveTextAsync("running");
        await TabToAsync(dashboard, "button.danger");
        await keyboard.PressAsync("Enter");
        await Expect(dashboard.Button("Leave it")).ToBeFocusedAsync();
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Enter");

        await Expect(dashboard.Status).ToHaveTextAsync("cancelled");
    }

    /// <summary>As a person would: on with Tab, until the focus is there and can be seen.</summary>
    private static async Task TabToAsync(DashboardPage dashboard, string selector)
    {
        for (var tab = 0; tab < MostTabs; tab++)
        {
            await dashboard.Page.Keyboard.PressAsync("Tab");
            if (!await dashboard.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) continue;
            Assert.NotEqual("none", await dashboard.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
            return;
        }
        Assert.Fail($"{MostTabs} presses of Tab do not lead to {selector}.");
    }
}
