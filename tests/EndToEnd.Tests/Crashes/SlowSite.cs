using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Crashes;

/// <summary>A site whose pages each take a little while, and are counted one by one. It lives on while the app does not.</summary>
internal sealed class SlowSite : IAsyncDisposable
{
    private const int LeastMilliseconds = 20;
    private const int MostMilliseconds = 50;

    /// <summary>Of all paths that count: a port may be one that somebody else's client still asks.</summary>
    private readonly string _root = $"/{Guid.NewGuid():N}/";

    private readonly WebApplication _web;
    private readonly ConcurrentDictionary<string, bool> _pages = new(StringComparer.Ordinal);
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _repeats;
    private int _inFlight;
    private int _maxInFlight;

    private SlowSite(WebApplication web)
    {
        _web = web;
        web.Run(AnswerAsync);
    }

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The most that were in flight at once since <see cref="ForgetMaximum"/>.</summary>
    public int MaxInFlight => Volatile.Read(ref _maxInFlight);

    /// <summary>Pages that were asked for at all.</summary>
    public int Pages => _pages.Count;

    /// <summary>Requests beyond the first of each page.</summary>
    public int Repeats => Volatile.Read(ref _repeats);

    /// <summary>When each request came, as <see cref="Stopwatch"/> has it.</summary>
    public ConcurrentQueue<long> Arrivals { get; } = [];

    public static async Task<SlowSite> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = new SlowSite(builder.Build());
        await site._web.StartAsync();
        return site;
    }

    public IEnumerable<string> Urls(int count)
    {
        var root = _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return Enumerable.Range(0, count).Select(n => $"{root}{_root}{n}");
    }

    /// <summary>Ends with the next request, while that is in flight.</summary>
    public Task NextRequestAsync() => Volatile.Read(ref _asked).Task;

    public void ForgetMaximum() => Volatile.Write(ref _maxInFlight, InFlight);

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (!path.StartsWith(_root, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        Arrivals.Enqueue(Stopwatch.GetTimestamp());
        if (!_pages.TryAdd(path, true)) Interlocked.Increment(ref _repeats);
        var now = Interlocked.Increment(ref _inFlight);
        for (var max = MaxInFlight; now > max; max = MaxInFlight) Interlocked.CompareExchange(ref _maxInFlight, now, max);
        Interlocked.Exchange(ref _asked, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        try
        {
            var page = int.Parse(path.AsSpan(_root.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            await Task.Delay(LeastMilliseconds + page % (MostMilliseconds - LeastMilliseconds), context.RequestAborted);
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"Page {page}"), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The app was killed.
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
