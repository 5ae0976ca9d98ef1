using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an orchestrator class, made from the service provider, under the name in its attribute or else its own.</summary>
    /// <exception cref="ArgumentException">Not a concrete class that is an <see cref="ITaskOrchestrator"/>, or the name is taken.</exception>
    public DurableTaskRegistry AddOrchestrator(Type type) => AddOrchestrator(NameOf(type), type);

    /// <summary>Adds an orchestrator class, made from the service provider, under a name.</summary>
    /// <exception cref="ArgumentException">Not a concrete class that is an <see cref="ITaskOrchestrator"/>, or the name is taken.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Type type)
    {
        RequireConcrete<ITaskOrchestrator>(type);
        return AddOrchestrator(name, default, services => (ITaskOrchestrator)ActivatorUtilities.GetServiceOrCreateInstance(services, type));
    }

    /// <inheritdoc cref="AddOrchestrator(Type)"/>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>()
        where TOrchestrator : class, ITaskOrchestrator => AddOrchestrator(typeof(TOrchestrator));

    /// <inheritdoc cref="AddOrchestrator(TaskName, Type)"/>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>(TaskName name)
        where TOrchestrator : class, ITaskOrchestrator => AddOrchestrator(name, typeof(TOrchestrator));

    /// <summary>Adds one object that serves every call, under the name in its class's attribute or else the class's own.</summary>
    public DurableTaskRegistry AddOrchestrator(ITaskOrchestrator orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestrator(NameOf(orchestrator.GetType()), orchestrator);
    }

    /// <summary>Adds one object that serves every call.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, ITaskOrchestrator orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestrator(name, default, _ => orchestrator);
    }

    /// <summary>Adds an orchestrator, made by a function for each call.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory) =>
        AddOrchestrator(name, default, factory);
    /// <summary>Adds a version of an orchestrator, made by a function for each call.</summary>
    /// <exception cref="ArgumentException">The name is empty, or taken in that version.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, TaskVersion version, Func<ITaskOrchestrator> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddOrchestrator(name, version, _ => factory());
    }

    /// <summary>The orchestrators so far, by name.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() =>
        _orchestrators.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    private DurableTaskRegistry AddOrchestrator(TaskName name, TaskVersion version, Func<IServiceProvider, ITaskOrchestrator> factory) =>
        Add(_orchestrators, name, version, factory);
}
