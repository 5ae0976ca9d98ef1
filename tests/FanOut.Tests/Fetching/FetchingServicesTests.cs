using FanOut.Fetching;
using FanOut.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FanOut.Tests.Fetching;

public sealed class FetchingServicesTests
{
    [Fact]
    public async Task AddFetching_Settings_ReachTheFetcher()
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync($"{context.Request.Headers.UserAgent}|{context.Request.Headers.AcceptEncoding}"));
        using var host = Build(("FanOut:AllowedNetworks", $"127.0.0.1:{site.Port}"), ("FanOut:UserAgent", "Checker/2"));
        var fetcher = host.Services.GetRequiredService<Fetcher>();

        var record = await fetcher.FetchAsync(
            new FetchRequest { JobId = "job", Index = 0, Url = site.Url, NotAfter = DateTime.MaxValue, Options = new FetchOptions { Capture = Capture.Text } }, default, default);

        Assert.Equal("Checker/2|gzip, deflate, br", record.Text);
        Assert.Same(fetcher, host.Services.GetRequiredService<Fetcher>());
    }

    [Theory]
    [InlineData("FanOut:AllowedNetworks", "10.0.0.0/99")]
    [InlineData("FanOut:AllowedPorts", "http")]
    [InlineData("FanOut:UserAgent", "two\nlines")]
    public async Task AddFetching_BadSetting_StopsTheStart(string setting, string value)
    {
        using var host = Build((setting, value));

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.StartsWith(setting + ": '" + value.Replace('\n', ' '), failure.Message, StringComparison.Ordinal);
    }

    private static IHost Build(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Services.AddFetching();
        return builder.Build();
    }
}
