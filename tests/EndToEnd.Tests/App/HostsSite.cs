using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.App;

/// <summary>Several hosts, each an address of its own, that count how many requests they have at once and when these come.</summary>
internal sealed class HostsSite : IAsyncDisposable
{
    private static readonly TimeSpan s_answer = TimeSpan.FromMilliseconds(40);

    private readonly WebApplication _site;
    private readonly ConcurrentDictionary<string, int> _now = new(StringComparer.Ordinal), _most = new(StringComparer.Ordinal);
    private int _allNow, _allMost;

    private HostsSite(WebApplication site) => _site = site;

    public IReadOnlyList<Uri> Hosts { get; private set; } = [];
    public IReadOnlyDictionary<string, int> MostPerHost => _most;
    public int Most => _allMost;

    /// <summary>When each request came.</summary>
    public ConcurrentQueue<DateTimeOffset> Arrivals { get; } = [];

    public static async Task<HostsSite> StartAsync(int hosts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var host = 1; host <= hosts; host++) kestrel.Listen(IPAddress.Parse($"127.0.0.{host}"), 0);
        });
        var app = builder.Build();
        var site = new HostsSite(app);
        app.Run(site.AnswerAsync);
        await app.StartAsync();
        site.Hosts = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        return site;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Arrivals.Enqueue(DateTimeOffset.UtcNow);
        var host = context.Request.Host.Host;
        var now = _now.AddOrUpdate(host, 1, (_, count) => count + 1);
        _most.AddOrUpdate(host, now, (_, most) => Math.Max(most, now));
        var allNow = Interlocked.Increment(ref _allNow);
        for (var most = _allMost; allNow > most; most = _allMost)
        {
            if (Interlocked.CompareExchange(ref _allMost, allNow, most) == most) break;
        }
        await Task.Delay(s_answer);
        _now.AddOrUpdate(host, 0, (_, count) => count - 1);
        Interlocked.Decrement(ref _allNow);
        await context.Response.WriteAsync(context.Request.Path);
    }
}
