using FunctionsEmulator.Hosting;
using FunctionsEmulator.Hosting.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Collects what a Functions app consists of.</summary>
public class FunctionsApplicationBuilder : IFunctionsWorkerApplicationBuilder, IHostApplicationBuilder
{
    private readonly FunctionsApp _app;
    private readonly WebApplicationBuilder _web;

    internal FunctionsApplicationBuilder(string[]? args, FunctionsApp app)
    {
        _app = app;
        _web = FunctionsHostBuilder.Create(args ?? [], app);
    }

    /// <summary>Values that parts of the set-up share.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <summary>The app's configuration.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>The app's environment.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Where logs go.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Where metrics go.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => _web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Wraps every function; what is added first runs first.</summary>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        WorkerBuilder.Of(Services).Use(middleware);
        return this;
    }

    /// <summary>Replaces the service container.</summary>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Makes the app.</summary>
    public IHost Build() => HostProcess.Guard(_app, () => FunctionsHostBuilder.Build(_web, _app, WorkerBuilder.Of(Services).Middleware));
}
