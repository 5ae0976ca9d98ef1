using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Adds clients to services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a client; the same name again is the same client. The default one can be asked for directly.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name; null (the default) for the default one.</param>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IDurableTaskClientProvider, DurableTaskClientProvider>();
        var (builder, isNew) = BuildersOf(services).GetOrAdd(name ?? Options.DefaultName, services);
        if (!isNew) return builder;
        services.AddOptions<DurableTaskClientOptions>(builder.Name);
        services.AddSingleton(provider => new RegisteredClient(builder.Build(provider)));
        return string.Equals(builder.Name, Options.DefaultName, StringComparison.Ordinal) ? builder.RegisterDirectly() : builder;
    }

    /// <summary>Adds the default client.</summary>
    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Options.DefaultName, configure);

    /// <summary>Adds a client.</summary>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskClient(name));
        return services;
    }

    private static ClientBuilders BuildersOf(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(ClientBuilders))?.ImplementationInstance is ClientBuilders known)
        {
            return known;
        }

        var builders = new ClientBuilders();
        services.AddSingleton(builders);
        return builders;
    }
}
