using FanOut.Fetching;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Fetching.Egress;

/// <summary>Names whose addresses change, and redirects that lead inside.</summary>
public sealed class NameTests
{
    [Fact]
    public async Task Fetch_NameThatIsPrivateByTheSecondAttempt_IsBlockedThen()
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher(networks: $"127.0.0.1:{site.Port}", resolver: new SequenceResolver("127.0.0.1", "127.0.0.2"));

        var record = await fetcher.GetAsync($"http://rebind.example.com:{site.Port}/", new FetchOptions { MaxAttempts = 5 });

        Assert.Equal((Outcome.Blocked, EgressRules.AddressRefused, 2), (record.Outcome, record.Error, record.Attempts));
    }

    [Fact]
    public async Task Fetch_RedirectToItselfOnceTheNameIsPrivate_IsBlocked()
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher(networks: $"127.0.0.1:{site.Port}", resolver: new SequenceResolver("127.0.0.1", "10.0.0.1"));

        var record = await fetcher.GetAsync($"http://rebind.example.com:{site.Port}/");

        Assert.Equal((Outcome.Blocked, EgressRules.AddressRefused, 1), (record.Outcome, record.Error, record.Redirects));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Fetch_RedirectsThatEndInPrivateSpace_StopThere(int hops)
    {
        await using var inside = await TestSite.StartAsync(_ => throw new InvalidOperationException("It was reached."));
        await using var site = await TestSite.StartAsync(context =>
        {
            var hop = int.Parse(context.Request.Path.Value![1..]);
            context.Response.Redirect(hop < hops ? $"/{hop + 1}" : $"http://0x7f.1:{inside.Port}/admin");
            return Task.CompletedTask;
        });
        using var fetcher = new TestFetcher(networks: $"127.0.0.1:{site.Port}", ports: "80");

        var record = await fetcher.GetAsync($"{site.Url}/1");

        Assert.Equal((Outcome.Blocked, EgressRules.AddressRefused, hops - 1), (record.Outcome, record.Error, record.Redirects));
    }
}
