using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsEmulator.Testing;

/// <summary>Makes the services of one life of a host.</summary>
internal static class TestServices
{
    public static ServiceProvider Build(IServiceCollection own, TimeProvider clock)
    {
        var services = new ServiceCollection();
        foreach (var service in own) ((ICollection<ServiceDescriptor>)services).Add(service);
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(clock);
        return services.BuildServiceProvider();
    }
}
