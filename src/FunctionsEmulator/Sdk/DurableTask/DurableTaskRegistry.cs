namespace Microsoft.DurableTask;

/// <summary>Orchestrators and activities by name and version. Names compare without regard to case.</summary>
public sealed partial class DurableTaskRegistry
{
    private static readonly Task<object?> NoResult = Task.FromResult<object?>(null);

    private readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskActivity>> _activities = [];
    private readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskOrchestrator>> _orchestrators = [];

    private static TaskName NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var attribute = (DurableTaskAttribute?)Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute));
        return string.IsNullOrEmpty(attribute?.Name.Name) ? new TaskName(type.Name) : attribute.Name;
    }

    private static void RequireConcrete<TTask>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.IsAssignableTo(typeof(TTask)) || type.IsAbstract)
        {
            throw new ArgumentException($"{type} is not a concrete class that is an {typeof(TTask).Name}.", nameof(type));
        }
    }

    private DurableTaskRegistry Add<TTask>(
        Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, TTask>> tasks,
        TaskName name,
        TaskVersion version,
        Func<IServiceProvider, TTask> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (string.IsNullOrEmpty(name.Name))
        {
            throw new ArgumentException("A task needs a name.", nameof(name));
        }

        return tasks.TryAdd((name, version), factory)
            ? this
            : throw new ArgumentException($"An {typeof(TTask).Name} named '{name}' is there already.", nameof(name));
    }
}
