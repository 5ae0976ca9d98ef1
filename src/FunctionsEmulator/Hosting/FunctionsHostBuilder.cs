using System.Text.Json;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting.Discovery;
using FunctionsEmulator.Hosting.Http;
using FunctionsEmulator.Hosting.Invocation;
using FunctionsEmulator.Hosting.Management;
using FunctionsEmulator.Hosting.Settings;
using FunctionsEmulator.Hosting.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsEmulator.Hosting;

/// <summary>Makes a host of an app: settings, functions, routes and engine.</summary>
internal static class FunctionsHostBuilder
{
    /// <summary>
    /// To see changes of appsettings.json, .NET watches the working directory with everything below it. That is a watch for
    /// each of thousands of folders of packages, of which Linux grants a user few, and an event for each write of Azurite.
    /// </summary>
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The part that comes before the app's own set-up, which can then override it.</summary>
    public static WebApplicationBuilder Create(string[] args, FunctionsApp app)
    {
        var web = WebApplication.CreateSlimBuilder([NoReload, .. args]);
        LocalSettings.AddTo(web.Configuration, app.Directory);
        HostLogging.AddTo(web.Logging, app);
        web.Services.AddSingleton(TimeProvider.System);
        web.Services.AddSingleton<TaskCatalog>();
        web.Services.AddMvcCore();
        web.Services.Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true);
        web.Services.AddOptions<WorkerOptions>().PostConfigure<IOptions<JsonSerializerOptions>>(
            (options, json) => options.Serializer ??= new DefaultSerializer(json.Value));
        web.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        EngineRegistration.AddTo(web.Services);
        return web;
    }

    /// <summary>The part that comes after it.</summary>
    public static FunctionsHost Build(
        WebApplicationBuilder builder, FunctionsApp app, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        var settings = HostJson.Read(app, builder.Configuration);
        HostLogging.AddLevels(builder.Configuration, settings.LogLevels);
        var keys = new FunctionKeys(builder.Configuration);
        HostUrls.RequireValid(builder.Configuration);
        HostUrls.RequireKeysBeyondLoopback(builder.Configuration, keys.BothSet);
        HostUrls.AddTo(builder.WebHost, builder.Configuration);
        builder.Services.AddSingleton(settings);
        var functions = FunctionDiscovery.Find(app.Types);

        var web = builder.Build();
        var runtime = new FunctionRuntime(
            web.Services, middleware, () => web.Services.GetRequiredService<DurableEngine>().Client, web.Lifetime.ApplicationStopping);
        CatalogFiller.Fill(web.Services.GetRequiredService<TaskCatalog>(), functions, runtime);
        web.Use(SecurityHeaders.ApplyAsync);
        web.Use(new BrowserGuard(keys).ApplyAsync);
        web.Use(RequestBodyLimit.ApplyAsync);
        web.Use(WrongVerb.AnswerAsync);
        HttpFunctions.Map(web, functions, settings.RoutePrefix, runtime, keys);
        ManagementRoutes.Map(web, keys);
        web.Lifetime.ApplicationStarted.Register(() => ManagementRoutes.TellClient(web));
        web.Lifetime.ApplicationStarted.Register(() =>
            FunctionList.Print(app.Output, functions, settings.RoutePrefix, web.Services.GetRequiredService<IServer>()));
        return new FunctionsHost(web, app);
    }
}
