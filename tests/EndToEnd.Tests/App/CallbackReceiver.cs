using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.App;

/// <summary>Takes callbacks as a subscriber does: by its own reading of Standard Webhooks, none of the app's code.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private const string SecretBytes = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public const string Secret = "whsec_" + SecretBytes;

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<Message> _messages = new();
    private int _status = StatusCodes.Status204NoContent;

    private CallbackReceiver(WebApplication web)
    {
        _web = web;
        web.Run(AnswerAsync);
    }

    /// <summary>What has come so far, in order.</summary>
    public IReadOnlyList<Message> Messages => [.. _messages];

    /// <summary>What the next ones are answered with.</summary>
    public int Status
    {
        set => Volatile.Write(ref _status, value);
    }

    public string Url { get; private set; } = "";

    public static async Task<CallbackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new CallbackReceiver(builder.Build());
        await receiver._web.StartAsync();
        var address = receiver._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        receiver.Url = $"{address}/{Guid.NewGuid():N}?of=tests";
        return receiver;
    }

    /// <summary>The messages, once there are so many.</summary>
    public Task<IReadOnlyList<Message>> SeeAsync(int count) =>
        Eventually.SeeAsync(() => Task.FromResult(Messages), messages => messages.Count >= count, $"{count} callbacks");

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        string id = request.Headers["webhook-id"]!, timestamp = request.Headers["webhook-timestamp"]!;
        var signed = (byte[])[.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. bytes];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(SecretBytes), signed));
        var isGenuine = HttpMethods.IsPost(request.Method) && Url.EndsWith(request.Path + request.QueryString, StringComparison.Ordinal)
            && string.Equals(expected, request.Headers["webhook-signature"], StringComparison.Ordinal);
        var status = Volatile.Read(ref _status);
        _messages.Enqueue(new Message(id, isGenuine, JsonSerializer.Deserialize<JsonElement>(bytes), status));
        http.Response.StatusCode = status;
        if (status is StatusCodes.Status302Found) http.Response.Headers.Location = Url;
    }

    /// <param name="Id">Its webhook-id.</param>
    /// <param name="IsGenuine">Signed with the secret, and posted to the whole URL.</param>
    /// <param name="Job">The body.</param>
    /// <param name="Answer">What it was answered with.</param>
    internal sealed record Message(string Id, bool IsGenuine, JsonElement Job, int Answer);
}
