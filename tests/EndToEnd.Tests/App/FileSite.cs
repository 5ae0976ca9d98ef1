using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.App;

/// <summary>A site of a few files and redirects on a free loopback port.</summary>
internal sealed class FileSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private FileSite(WebApplication site) => _site = site;

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Redirects { get; } = new(StringComparer.Ordinal);

    public string Url(string path) => _site.Urls.First() + path;

    public static async Task<FileSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var site = new FileSite(app);
        app.Run(site.AnswerAsync);
        await app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Files.TryGetValue(context.Request.Path, out var file)) await context.Response.Body.WriteAsync(file);
        else if (Redirects.TryGetValue(context.Request.Path, out var location)) context.Response.Redirect(location);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
