using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Makes a client from services.</summary>
/// <param name="name">The client's name; null for the default one.</param>
/// <param name="services">The services that it is made from.</param>
public class DefaultDurableTaskClientBuilder(string? name, IServiceCollection services) : IDurableTaskClientBuilder
{
    /// <inheritdoc/>
    public string Name { get; } = name ?? Options.DefaultName;

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The class is abstract, or not a <see cref="DurableTaskClient"/>.</exception>
    public Type? BuildTarget
    {
        get;
        set => field = value is null or { IsAbstract: false } && (value?.IsSubclassOf(typeof(DurableTaskClient)) ?? true)
            ? value
            : throw new ArgumentException($"{value} is not a class of clients that objects can be made of.", nameof(value));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No class has been chosen.</exception>
    public DurableTaskClient Build(IServiceProvider serviceProvider) => BuildTarget is { } target
        ? (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, target, Name)
        : throw new InvalidOperationException($"The client '{Name}' has no class: choose one with UseBuildTarget.");
}
