using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.App;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class JobViewTests(BrowserFixture browser)
{
    private static readonly object s_slow = new { maxConcurrency = 10, batchSize = 5, timeoutSeconds = 60 };

    [BrowserFact]
    public async Task Job_ThatIsCancelled_EndsWithARecordForEveryUrl()
    {
        var id = (await browser.App.Api.StartAsync(Slow(60), s_slow)).Text("id");
        await using var dashboard = await browser.OpenAsync($"#/jobs/{id}");
        await Expect(dashboard.Status).ToHaveTextAsync("running");

        await dashboard.Button("Cancel").ClickAsync();
        await dashboard.Button("Cancel the job").ClickAsync();

        await Expect(dashboard.Status).ToHaveTextAsync("cancelled");
        await Expect(dashboard.Page.GetByText("60 of 60 URLs (100 %)")).ToBeVisibleAsync();
        await Expect(dashboard.Button("Cancel")).ToBeHiddenAsync();
        await Expect(dashboard.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The job is cancelled");
    }

    [BrowserTheory]
    [InlineData(200, "delivered .+, after 1 attempt")]
    [InlineData(410, "not delivered, given up after 1 attempt: HTTP 410: the receiver wants no more of it")]
    [InlineData(500, "not delivered yet, after [0-9] attempts?: HTTP 500")]
    public async Task Job_WithACallback_TellsHowFarThatIs(int status, string state)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var own = await browser.App.StartAppAsync($"callbackpage{status}", ("FanOut:CallbackSecret", CallbackReceiver.Secret));
        receiver.Status = status;
        using var answer = await own.Api.PostAsync(new { urls = new[] { browser.App.Url("/page/1") }, callbackUrl = receiver.Url });
        var id = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).Text("id");

        await using var dashboard = await browser.OpenAsync($"#/jobs/{id}", app: own);

        var line = new Regex($@"^Callback to {Regex.Escape(receiver.Url)}: {state}\.$", RegexOptions.None, TimeSpan.FromSeconds(1));
        await Expect(dashboard.Page.GetByText(line)).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Job_ThatIsPaused_GoesOnWhenItIsResumed()
    {
        var id = (await browser.App.Api.StartAsync(Slow(60), s_slow)).Text("id");
        await using var dashboard = await browser.OpenAsync($"#/jobs/{id}");

        await dashboard.Button("Pause").ClickAsync();
        await Expect(dashboard.Status).ToHaveTextAsync("paused");
        await dashboard.Button("Resume").ClickAsync();
        await Expect(dashboard.Status).ToHaveTextAsync("running");

        await browser.App.Api.DeleteAsync(id);
        await Expect(dashboard.Status).ToHaveTextAsync("cancelled");
    }

    [BrowserFact]
    public async Task Job_WhoseConcurrencyIsChanged_ShowsTheNewLimit()
    {
        var id = (await browser.App.Api.StartAsync(Slow(60), s_slow)).Text("id");
        await using var dashboard = await browser.OpenAsync($"#/jobs/{id}");
        var limit = dashboard.Page.GetByLabel("Fetches at once");
        await Expect(limit).ToHaveValueAsync("10");

        await limit.FillAsync("25");
        await dashboard.Button("Change").ClickAsync();

        await dashboard.Page.GetByText("Options", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Expect(dashboard.Page.Locator(".pairs div").Filter(new LocatorFilterOptions { HasText = "maxConcurrency" })).ToContainTextAsync("25");
        await browser.App.Api.DeleteAsync(id);
        await Expect(dashboard.Status).ToHaveTextAsync("cancelled");
    }

    [BrowserFact]
    public async Task Job_WithFailures_IsRedriven()
    {
        var flaky = browser.App.Url($"/flaky/{Guid.NewGuid():N}/1");
        var job = await browser.App.Api.RunAsync([browser.App.Url("/page/1"), flaky], new { maxAttempts = 1 });
        await using var dashboard = await browser.OpenAsync($"#/jobs/{job.Text("id")}");
        await Expect(dashboard.Status).ToHaveTextAsync("partial");
        await Expect(dashboard.Section("Failures").GetByText("status 503")).ToBeVisibleAsync();

        await dashboard.Button("Redrive failed").ClickAsync();

        await Expect(dashboard.Page.GetByText("redrive of")).ToBeVisibleAsync();
        await Expect(dashboard.Status).ToHaveTextAsync("succeeded");
        await Expect(dashboard.Page.GetByText("1 of 1 URL (100 %)")).ToBeVisibleAsync();
        await Expect(dashboard.Button("Redrive failed")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Job_ThatIsPurged_IsGone()
    {
        var job = await browser.App.Api.RunAsync([browser.App.Url("/page/1")]);
        await using var dashboard = await browser.OpenAsync($"#/jobs/{job.Text("id")}");

        await dashboard.Button("Purge").ClickAsync();
        await dashboard.Button("Purge the job").ClickAsync();

        await Expect(dashboard.Heading("Jobs")).ToBeFocusedAsync();
        await dashboard.GoToJobAsync(job.Text("id"));
        await Expect(dashboard.Page.GetByRole(AriaRole.Alert).GetByText("or it has been purged")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData("ndjson")]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task Results_Downloaded_AreTheAppsOwn(string format)
    {
        var job = await browser.App.Api.RunAsync(browser.App.Urls("/page", 3));
        await using var dashboard = await browser.OpenAsync($"#/jobs/{job.Text("id")}");
        await Expect(dashboard.Status).ToHaveTextAsync("succeeded");

        await dashboard.Page.GetByLabel("Format of the download").SelectOptionAsync(format);
        var download = await dashboard.Page.RunAndWaitForDownloadAsync(() => dashboard.Button("Download results").ClickAsync());

        Assert.Equal($"{job.Text("id")}.{format}", download.SuggestedFilename);
        using var text = new StreamReader(await download.CreateReadStreamAsync());
        Assert.Equal(await browser.App.Api.Http.GetStringAsync(new Uri($"/api/jobs/{job.Text("id")}/results?format={format}", UriKind.Relative)), await text.ReadToEndAsync());
    }

    [BrowserFact]
    public async Task Results_FilteredAndSorted_ShowWhatWasAskedFor()
    {
        var job = await browser.App.Api.RunAsync(
            [browser.App.Url("/page/1"), browser.App.Url("/delay/300"), browser.App.Url("/status/404"), browser.App.Url("/status/410")]);
        await using var dashboard = await browser.OpenAsync($"#/jobs/{job.Text("id")}");
        var rows = dashboard.Region("Results").Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(4);

        await dashboard.Page.GetByLabel("Outcome", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("httpError");
        await Expect(rows).ToHaveCountAsync(2);
        await dashboard.Page.GetByLabel("Text", new PageGetByLabelOptions { Exact = true }).FillAsync("/410");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(dashboard.Page.GetByText("1 record of 4")).ToBeVisibleAsync();

        await dashboard.Page.GetByLabel("Text", new PageGetByLabelOptions { Exact = true }).FillAsync("");
        await dashboard.Page.GetByLabel("Outcome", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("");
        await dashboard.Button("Time").ClickAsync();
        await dashboard.Button("Time").ClickAsync();
        await Expect(dashboard.Region("Results").Locator("th[aria-sort=descending]")).ToHaveTextAsync("Time");
        await Expect(rows.First).ToContainTextAsync("/delay/300");
    }

    [BrowserFact]
    public async Task Job_OfThousandsOfUrls_ShowsThemAllWithoutAllTheirRows()
    {
        const int Total = 5_000;
        var job = await browser.App.Api.RunAsync(browser.App.Urls("/page", Total));
        await using var dashboard = await browser.OpenAsync($"#/jobs/{job.Text("id")}");

        await Expect(dashboard.Timeline("5,000 fetches in ")).ToBeVisibleAsync();
        await Expect(dashboard.Page.GetByText("5,000 records; the first 50 are shown")).ToBeVisibleAsync();
        await dashboard.Button("Show 50 more").ClickAsync();
        await Expect(dashboard.Region("Results").Locator("tbody tr")).ToHaveCountAsync(100);
        await Expect(dashboard.Region("Results").Locator("tbody tr").Nth(50).GetByRole(AriaRole.Link)).ToBeFocusedAsync();
    }

    private IEnumerable<string> Slow(int count) => Enumerable.Repeat(browser.App.Url("/delay/1500"), count);
}
