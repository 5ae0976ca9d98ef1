using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.App;

/// <summary>Several hosts with a robots.txt each, that count what they are asked for.</summary>
internal sealed class RobotsSite : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly Func<string, string> _robots;

    private RobotsSite(WebApplication site, Func<string, string> robots) => (_site, _robots) = (site, robots);

    public IReadOnlyList<Uri> Hosts { get; private set; } = [];

    /// <summary>How often each host and path was asked for.</summary>
    public ConcurrentDictionary<string, int> Hits { get; } = new(StringComparer.Ordinal);

    /// <param name="hosts">How many.</param>
    /// <param name="robots">The text of robots.txt by host.</param>
    public static async Task<RobotsSite> StartAsync(int hosts, Func<string, string> robots)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var host = 1; host <= hosts; host++) kestrel.Listen(IPAddress.Parse($"127.0.0.{host}"), 0);
        });
        var app = builder.Build();
        var site = new RobotsSite(app, robots);
        app.Run(site.AnswerAsync);
        await app.StartAsync();
        site.Hosts = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        return site;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var (host, path) = (context.Request.Host.Host, context.Request.Path.Value!);
        Hits.AddOrUpdate(host + path, 1, (_, hits) => hits + 1);
        if (path is "/robots.txt") return context.Response.WriteAsync(_robots(host));
        // Leads to the first host, whatever that allows.
        if (path.StartsWith("/moved/", StringComparison.Ordinal)) context.Response.Redirect(new Uri(Hosts[0], path["/moved".Length..]).AbsoluteUri);
        return Task.CompletedTask;
    }
}
