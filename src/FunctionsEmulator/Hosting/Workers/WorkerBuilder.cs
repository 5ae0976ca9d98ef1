using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Hosting.Workers;

/// <summary>Collects the middleware of an app.</summary>
internal sealed class WorkerBuilder : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    private WorkerBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }

    public IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware => _middleware;

    /// <summary>The one of these services.</summary>
    public static WorkerBuilder Of(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(WorkerBuilder))?.ImplementationInstance is WorkerBuilder known)
        {
            return known;
        }

        var builder = new WorkerBuilder(services);
        services.AddSingleton(builder);
        return builder;
    }

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }
}
