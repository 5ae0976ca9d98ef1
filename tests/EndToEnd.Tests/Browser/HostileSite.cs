using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Browser;

/// <summary>A page whose title tries to become markup wherever it is shown.</summary>
internal sealed class HostileSite : IAsyncDisposable
{
    /// <summary>What a reader of the page has to see, letter by letter.</summary>
    public const string Title = "</title><script>document.title='taken over'</script><img src=/x onerror=alert(1)>";

    private readonly WebApplication _app;

    private HostileSite(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";

    public static async Task<HostileSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync($"<!doctype html><title>{WebUtility.HtmlEncode(Title)}</title>");
        });
        await app.StartAsync();
        return new HostileSite(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
