using System.Net.Http.Json;
using EndToEnd.Tests.App;
using FanOut.Jobs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class StartViewTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Start_OfAPastedList_IsWatchedToItsEnd()
    {
        await using var dashboard = await browser.OpenAsync();
        var urls = browser.App.Urls("/page", 30).Append("# left out").Append("").Append(browser.App.Url("/status/404"));

        await dashboard.Page.GetByLabel("URLs", new PageGetByLabelOptions { Exact = true }).FillAsync(string.Join('\n', urls));
        await Expect(dashboard.Page.GetByText("31 URLs")).ToBeVisibleAsync();
        await dashboard.Page.GetByLabel("Name").FillAsync("pages of the site");
        await dashboard.Button("Start the job").ClickAsync();

        await Expect(dashboard.Heading("pages of the site")).ToBeFocusedAsync();
        await Expect(dashboard.Status).ToHaveTextAsync("partial");
        await Expect(dashboard.Page.GetByText("31 of 31 URLs (100 %)")).ToBeVisibleAsync();
        await Expect(dashboard.Section("Outcomes")).ToContainTextAsync("30 (97 %)");
        await Expect(dashboard.Section("Failures").GetByText("status 404")).ToBeVisibleAsync();
        await Expect(dashboard.Timeline("31 fetches in ")).ToBeVisibleAsync();
        await Expect(dashboard.Region("Results").Locator("tbody tr")).ToHaveCountAsync(31);
    }

    [BrowserFact]
    public async Task Start_OfAFile_TakesItsLines()
    {
        await using var dashboard = await browser.OpenAsync();
        // Long enough to stay a file instead of filling the box.
        var list = string.Join('\n', browser.App.Urls("/page", 200).Select(url => url + "?" + new string('x', 600)));

        await dashboard.Page.GetByLabel("List from a file").SetInputFilesAsync(new FilePayload
        {
            Name = "list.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(list),
        });
        await Expect(dashboard.Page.GetByText("200 URLs")).ToBeVisibleAsync();
        await dashboard.Button("Start the job").ClickAsync();

        await Expect(dashboard.Page.GetByText("200 of 200 URLs (100 %)")).ToBeVisibleAsync();
        Assert.Equal(200, (await browser.App.Api.GetAsync(dashboard.JobId)).Number("total"));
    }

    [BrowserFact]
    public async Task Start_OfASitemap_HasTheAppReadIt()
    {
        await using var site = await FileSite.StartAsync();
        site.Files["/sitemap.txt"] = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', browser.App.Urls("/page", 20)));
        await using var dashboard = await browser.OpenAsync();
        var sitemap = dashboard.Page.GetByLabel("Sitemap");

        await sitemap.FillAsync(site.Url("/none.xml"));
        await dashboard.Button("Start the job").ClickAsync();
        await Expect(dashboard.Page.GetByText("httpError: HTTP 404").First).ToBeVisibleAsync();
        await Expect(sitemap).ToBeFocusedAsync();
        await sitemap.FillAsync(site.Url("/sitemap.txt"));
        await dashboard.Button("Start the job").ClickAsync();

        await Expect(dashboard.Page.GetByText("20 of 20 URLs (100 %)")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Start_WithBadFields_SaysSoAtEachOfThem()
    {
        await using var dashboard = await browser.OpenAsync();
        var concurrency = dashboard.Page.GetByLabel("Fetches at once", new PageGetByLabelOptions { Exact = true });
        await concurrency.FillAsync("5000");
        await dashboard.Page.GetByText("More options").ClickAsync();
        await dashboard.Page.GetByLabel("Headers").FillAsync("Host: example.com");
        await dashboard.Page.GetByLabel("URLs", new PageGetByLabelOptions { Exact = true }).FillAsync(browser.App.Url("/page/1"));

        await dashboard.Button("Start the job").ClickAsync();

        await Expect(concurrency).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(concurrency).ToBeFocusedAsync();
        await Expect(concurrency).ToHaveAccessibleDescriptionAsync("Must be an integer from 1 to 2000. 1 to 2,000; 400 unless set");
        await Expect(dashboard.Page.GetByLabel("Headers")).ToHaveAttributeAsync("aria-invalid", "true");
        await concurrency.FillAsync("50");
        await dashboard.Page.GetByLabel("Headers").FillAsync("");
        await dashboard.Button("Start the job").ClickAsync();
        await Expect(dashboard.Status).ToHaveTextAsync("succeeded");
    }

    [BrowserFact]
    public async Task Start_WhoseAnswerIsLost_StartsOneJobWhenSentAgain()
    {
        await using var own = await browser.App.StartAppAsync("uitwice");
        await using var dashboard = await browser.OpenAsync(app: own);
        await dashboard.Page.RouteAsync("**/api/jobs", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        }, new PageRouteOptions { Times = 1 });
        await dashboard.Page.GetByLabel("URLs", new PageGetByLabelOptions { Exact = true }).FillAsync(browser.App.Url("/page/1"));

        await dashboard.Button("Start the job").ClickAsync();
        await Expect(dashboard.Page.GetByText("The app did not answer.")).ToBeVisibleAsync();
        await dashboard.Button("Start the job").ClickAsync();

        await Expect(dashboard.Status).ToHaveTextAsync("succeeded");
        var list = await own.Api.Http.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/jobs");
        Assert.Equal(dashboard.JobId, Assert.Single(list.Get("jobs").EnumerateArray()).Text("id"));
    }

    [BrowserFact]
    public async Task Start_ShowsTheLimitsAndDefaultsThatTheAppHas()
    {
        await using var dashboard = await browser.OpenAsync();
        await dashboard.Page.GetByText("More options").ClickAsync();
        var defaults = new JobOptions();

        await HasAsync("maxConcurrency", $"{JobLimits.MinConcurrency:N0} to {JobLimits.MaxConcurrency:N0}; {defaults.MaxConcurrency:N0} unless set");
        await HasAsync("batchSize", $"{JobLimits.MinBatchSize:N0} to {JobLimits.MaxBatchSize:N0}; {defaults.BatchSize:N0} unless set");
        await HasAsync("timeoutSeconds", $"{JobLimits.MinTimeoutSeconds} to {JobLimits.MaxTimeoutSeconds} seconds; {defaults.TimeoutSeconds} unless set");
        await HasAsync("attemptTimeoutSeconds", $"{JobLimits.MinTimeoutSeconds} to {JobLimits.MaxTimeoutSeconds} seconds; none unless set");
        await HasAsync("deadlineSeconds", $"above 0, up to {JobLimits.MaxDeadlineSeconds:N0} seconds; none unless set");
        await HasAsync("maxAttempts", $"{JobLimits.MinAttempts} to {JobLimits.MaxAttempts}; {defaults.MaxAttempts} unless set");
        await HasAsync("maxPerHost", $"{JobLimits.MinPerHost} to {JobLimits.MaxPerHost:N0}; none unless set");
        await HasAsync("maxCaptureBytes", $"{JobLimits.MinCaptureBytes} to {JobLimits.MaxCaptureBytes:N0} bytes; {defaults.MaxCaptureBytes:N0} unless set");
        await HasAsync("maxBodyBytes", $"{JobLimits.MinBodyBytes} to {JobLimits.MaxBodyBytes:N0} bytes; {defaults.MaxBodyBytes:N0} unless set");

        Task HasAsync(string option, string limits) => Expect(dashboard.Page.Locator($"[name={option}]")).ToHaveAccessibleDescriptionAsync(limits);
    }
}
