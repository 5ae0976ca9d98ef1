using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrashLoop.Driver;

/// <summary>A site that outlives the app: its pages are what jobs fetch, and activities tell it that they ran.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private const int LeastPageMs = 5, MostPageMs = 30;

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<Execution> _executions = new();
    private readonly ConcurrentDictionary<string, int> _inFlight = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _mostInFlight = new(StringComparer.Ordinal);
    private int _busy;

    private Witness(WebApplication web) => _web = web;

    public IReadOnlyCollection<Execution> Executions => _executions;

    /// <summary>The most pages of each job that were in flight at once.</summary>
    public IReadOnlyDictionary<string, int> MostInFlight => _mostInFlight;

    public bool IsIdle => Volatile.Read(ref _busy) == 0;

    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<Witness> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var witness = new Witness(builder.Build());
        witness._web.UseRouting();
        witness._web.MapGet("/page/{job}/{index:int}", (HttpContext http, string job, int index) => witness.ServeAsync(http, job, index));
        witness._web.MapPost("/ran/{instance}/{task:int}/{word}", (HttpContext http, string instance, int task, string word) =>
            witness._executions.Enqueue(new Execution(LifeOf(http), instance, task, word)));
        await witness._web.StartAsync();
        return witness;
    }

    public static string PageOf(string job, int index) => $"Page {index} of {job}";

    public string UrlOf(string job, int index) => new Uri(Address, $"/page/{job}/{index}").AbsoluteUri;

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext http, string job, int index)
    {
        Interlocked.Increment(ref _busy);
        var now = _inFlight.AddOrUpdate(job, 1, (_, before) => before + 1);
        _mostInFlight.AddOrUpdate(job, now, (_, most) => Math.Max(most, now));
        _executions.Enqueue(new Execution(LifeOf(http), job, index, null));
        try
        {
            await Task.Delay(LeastPageMs + index % (MostPageMs - LeastPageMs), http.RequestAborted);
            await http.Response.WriteAsync(PageOf(job, index), http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Its client was killed.
        }
        finally
        {
            _inFlight.AddOrUpdate(job, 0, (_, before) => before - 1);
            Interlocked.Decrement(ref _busy);
        }
    }

    private static int LifeOf(HttpContext http) => int.Parse(http.Request.Headers.UserAgent.ToString().Split('-')[^1], CultureInfo.InvariantCulture);
}
