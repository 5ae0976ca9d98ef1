using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace EndToEnd.Tests.App;

/// <summary>A blob endpoint that hands every request on to another, and remembers them all.</summary>
internal sealed class StorageRelay : IAsyncDisposable
{
    private readonly WebApplication _relay;
    private readonly Uri _storage;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<string> _requests = new();

    private StorageRelay(WebApplication relay, Uri storage)
    {
        _relay = relay;
        _storage = storage;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Method, path and query of each request, in the order in which they came.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<StorageRelay> StartAsync(Uri storage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var relay = new StorageRelay(app, storage);
        app.Run(relay.HandOnAsync);
        await app.StartAsync();
        relay.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandOnAsync(HttpContext context)
    {
        var path = context.Request.GetEncodedPathAndQuery();
        _requests.Enqueue($"{context.Request.Method} {path}");
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_storage, path));
        if (context.Request.ContentLength is not null) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is not "Host" && !request.Headers.TryAddWithoutValidation(name, values.ToArray())) request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive")) context.Response.Headers[name] = new StringValues([.. values]);
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
