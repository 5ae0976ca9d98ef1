using FunctionsEmulator.Hosting.Workers;
using Microsoft.Azure.Functions.Worker;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the worker's part of an app to services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Gives what middleware is added to, the same each time.</summary>
    /// <param name="services">The services of an app that <c>FunctionsApplication.CreateBuilder</c> began.</param>
    /// <param name="configure">Changes the worker's options; null (the default) for no change.</param>
    public static IFunctionsWorkerApplicationBuilder AddFunctionsWorkerCore(
        this IServiceCollection services, Action<WorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null) services.Configure(configure);
        return WorkerBuilder.Of(services);
    }
}
