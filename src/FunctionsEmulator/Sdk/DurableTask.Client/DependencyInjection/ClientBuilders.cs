using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>The clients that a collection of services has, by name.</summary>
internal sealed class ClientBuilders
{
    private readonly Dictionary<string, IDurableTaskClientBuilder> _builders = new(StringComparer.Ordinal);

    public (IDurableTaskClientBuilder Builder, bool IsNew) GetOrAdd(string name, IServiceCollection services)
    {
        if (_builders.TryGetValue(name, out var known)) return (known, false);
        return (_builders[name] = new DefaultDurableTaskClientBuilder(name, services), true);
    }
}
