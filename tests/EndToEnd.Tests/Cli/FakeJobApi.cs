using System.Net;
using System.Text.Json.Nodes;
using FanOut.Cli.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EndToEnd.Tests.Cli;

/// <summary>The job API as the contract has it, for one job whose end a test decides.</summary>
internal sealed class FakeJobApi : IAsyncDisposable
{
    public const string JobId = "7720b71c6b00a00526c1adb0";
    public const string Results = "{\"index\":0,\"outcome\":\"ok\"}\n{\"index\":1,\"outcome\":\"ok\"}\n";
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _polled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _bodyBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _polls;

    private FakeJobApi(WebApplication app) => _app = app;

    /// <summary>What the job becomes at its second poll; null never ends it but by DELETE.</summary>
    public string? EndsAs { get; set; } = "succeeded";
    /// <summary>Answers POST, when set, in place of a job.</summary>
    public (int Status, string Body)? Refusal { get; set; }
    /// <summary>Polls answered with 503 before the first good one.</summary>
    public int Outages { get; set; }

    public JsonObject? Received { get; private set; }
    public string? Key { get; private set; }
    public bool Cancelled { get; private set; }
    public Task Polled => _polled.Task;
    public Task BodyBegun => _bodyBegun.Task;
    public Uri Uri => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<FakeJobApi> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, UnattendedLifetime>();
        var app = builder.Build();
        var api = new FakeJobApi(app);
        app.Run(api.HandleAsync);
        await app.StartAsync(CancellationToken.None);
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("POST", "/api/jobs") => StartJobAsync(context),
        ("GET", $"/api/jobs/{JobId}") => PollAsync(context),
        ("GET", $"/api/jobs/{JobId}/results") => context.Response.WriteAsync(Results),
        ("DELETE", $"/api/jobs/{JobId}") => CancelAsync(context),
        _ => Task.FromException(new InvalidOperationException($"{context.Request.Method} {context.Request.Path} is not in the contract.")),
    };

    private async Task StartJobAsync(HttpContext context)
    {
        Key = context.Request.Headers["x-functions-key"];
        var begun = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
        context.Request.BodyReader.AdvanceTo(begun.Buffer.Start);
        _bodyBegun.TrySetResult();
        Received = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (Refusal is { } refusal)
        {
            context.Response.ContentType = "application/problem+json";
            await WriteAsync(context, refusal.Status, refusal.Body);
            return;
        }

        await WriteAsync(context, StatusCodes.Status202Accepted, Job("pending", 0));
    }

    private Task PollAsync(HttpContext context)
    {
        if (Outages-- > 0)
        {
            context.Response.Headers.RetryAfter = "0";
            return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "");
        }

        _polled.TrySetResult();
        var ended = ++_polls > 1 ? EndsAs : null;
        var status = Cancelled ? "cancelled" : ended ?? "running";
        return WriteAsync(context, StatusCodes.Status200OK, Job(status, status is "running" ? 1 : 2));
    }

    private Task CancelAsync(HttpContext context)
    {
        Cancelled = true;
        return WriteAsync(context, StatusCodes.Status202Accepted, "");
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    private static string Job(string status, int done) => $$"""
        {"id":"{{JobId}}","name":null,"status":"{{status}}","total":2,"done":{{done}},"outcomes":{"ok":{{done}}},"bytes":9836,
        "elapsedMs":400,"urlsPerSecond":5,"error":null,"links":{"self":"/api/jobs/{{JobId}}"},"laterAddition":1}
        """;
}
