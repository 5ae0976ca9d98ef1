using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browser;

/// <summary>The dashboard in a tab. Disposing it checks what holds for every test: no errors, and no request to elsewhere.</summary>
public sealed class DashboardPage : IAsyncDisposable
{
    private readonly Uri _app;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _requests = new();

    public DashboardPage(IPage page, Uri app)
    {
        Page = page;
        _app = app;
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            // The browser itself notes every answer that is not one of success; those are the tests' own doing.
            if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) _errors.Enqueue(message.Text);
        };
        page.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

    public ILocator Status => Page.Locator(".lead .badge");

    public Task GoAsync(string hash) => Page.GotoAsync(new Uri(_app, $"/api/ui{hash}").AbsoluteUri);

    public Task GoToJobAsync(string id) => GoAsync($"#/jobs/{id}");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Section(string heading) => Page.Locator("section").Filter(new LocatorFilterOptions { Has = Heading(heading) });

    public ILocator Region(string name) => Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The drawing, by the text that stands for it.</summary>
    public ILocator Timeline(string says) => Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { Name = $"Timeline. {says}" });

    /// <summary>The id of the job whose page is shown.</summary>
    public string JobId => Page.Url[(Page.Url.LastIndexOf('/') + 1)..];

    /// <summary>The page, not a table in it, is wider than the window.</summary>
    public async Task<bool> ScrollsSidewaysAsync() =>
        await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync()
    {
        var origin = _app.GetLeftPart(UriPartial.Authority) + "/";
        await Page.Context.CloseAsync();
        Assert.Empty(_errors);
        Assert.All(_requests, url => Assert.True(
            url.StartsWith(origin, StringComparison.Ordinal) || url.StartsWith("blob:" + origin, StringComparison.Ordinal), url));
    }
}
