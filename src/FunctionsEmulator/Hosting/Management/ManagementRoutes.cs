using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Hosting.Management;

/// <summary>Durable's management HTTP API: power over every instance of the task hub, behind the system key.</summary>
internal static class ManagementRoutes
{
    public const string Base = "/runtime/webhooks/durabletask";
    public const string InstanceId = "instanceId";
    public const string Orchestrator = "orchestrator";
    public const string Event = "event";

    private const string Instances = "instances";
    private const string Instance = $"{Instances}/{{{InstanceId}}}";

    /// <summary>Lets the client make URLs of its own, now that it is known where the host listens.</summary>
    public static void TellClient(WebApplication web)
    {
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        ((EngineClient)web.Services.GetRequiredService<DurableEngine>().Client).Management =
            new ManagementAddress(address?.TrimEnd('/'), web.Configuration[FunctionKeys.SystemKeySetting]);
    }

    public static void Map(WebApplication web, FunctionKeys keys)
    {
        var systemKey = web.Configuration[FunctionKeys.SystemKeySetting];
        var log = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger<ManagementEndpoint>();
        Add(HttpMethods.Post, $"orchestrators/{{{Orchestrator}}}/{{{InstanceId}?}}", Starting.StartAsync);
        Add(HttpMethods.Get, Instance, StatusQueries.GetAsync);
        Add(HttpMethods.Get, Instances, StatusQueries.ListAsync);
        Add(HttpMethods.Delete, Instance, Purging.PurgeAsync);
        Add(HttpMethods.Delete, Instances, Purging.PurgeAllAsync);
        Add(HttpMethods.Post, $"{Instance}/raiseEvent/{{{Event}}}", Commands.RaiseEventAsync);
        Add(HttpMethods.Post, $"{Instance}/terminate", Commands.TerminateAsync);
        Add(HttpMethods.Post, $"{Instance}/suspend", Commands.SuspendAsync);
        Add(HttpMethods.Post, $"{Instance}/resume", Commands.ResumeAsync);
        Add(HttpMethods.Post, $"{Instance}/rewind", Commands.RewindAsync);
        Add(HttpMethods.Post, $"{Instance}/restart", Starting.RestartAsync);

        void Add(string method, string route, Func<ManagementRequest, Task<IResult>> handle)
        {
            var endpoint = new ManagementEndpoint(keys, systemKey, web.Services.GetRequiredService<DurableEngine>, handle, log);
            web.MapMethods($"{Base}/{route}", [method], endpoint.HandleAsync);
        }
    }
}
