using System.Net;
using FanOut.Cli.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FanOut.Cli.Site;

/// <summary>
/// A web site on loopback to fetch from: pages, and every way in which a page can be slow or fail. It counts what it is
/// asked, so that a cap on concurrency can be checked from the other side.
/// </summary>
public sealed class SampleSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SiteCounters _counters;

    private SampleSite(WebApplication app, SiteCounters counters)
    {
        _app = app;
        _counters = counters;
        BaseUri = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri BaseUri { get; }
    public long Requests => _counters.Requests;
    /// <summary>Connections that were made, whether or not they still are.</summary>
    public int Connections => _counters.Connections;
    public int InFlight => _counters.InFlight;
    /// <summary>The most requests that were ever in flight at one moment.</summary>
    public int MaxInFlight => _counters.MaxInFlight;
    /// <summary>Requests by path; empty unless the site was started with countPaths.</summary>
    public IReadOnlyDictionary<string, int> Hits => _counters.Hits;

    /// <param name="port">0 takes a free one.</param>
    /// <param name="countPaths">Keeps a count for each path, at some cost for each request.</param>
    /// <param name="time">Measures the delays.</param>
    public static async Task<SampleSite> StartAsync(int port = 0, bool countPaths = false, TimeProvider? time = null)
    {
        var counters = new SiteCounters(countPaths);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // No answer waits for anything but a timer, so each is made where its request was read: one hop less for each.
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Use(next => connection =>
            {
                counters.Connect();
                return next(connection);
            }));
        });
        builder.Services.AddSingleton<IHostLifetime, UnattendedLifetime>();

        var app = builder.Build();
        app.Run(new SiteRoutes(counters, time ?? TimeProvider.System).HandleAsync);
        try
        {
            await app.StartAsync(CancellationToken.None);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new SampleSite(app, counters);
    }

    public void Reset() => _counters.Reset();

    public async ValueTask DisposeAsync()
    {
        // Requests still in /delay are cut off instead of being waited for.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
