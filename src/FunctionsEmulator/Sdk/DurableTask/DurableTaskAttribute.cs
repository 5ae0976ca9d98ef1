namespace Microsoft.DurableTask;

/// <summary>Names a class-based orchestrator or activity.</summary>
/// <param name="name">The task's name; null or empty (the default) takes the class's name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    /// <summary>The task's name; the default value when none was given.</summary>
    public TaskName Name { get; } = name is null ? default : new TaskName(name);

    /// <summary>The task's version; null for none.</summary>
    public string? Version { get; set; }
}
