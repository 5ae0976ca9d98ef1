namespace Microsoft.DurableTask;

/// <summary>Names the event whose payload a type is.</summary>
/// <param name="name">The event's name; null (the default) takes the type's name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class DurableEventAttribute(string? name = null) : Attribute
{
    /// <summary>The event's name; the default value when none was given.</summary>
    public TaskName Name { get; } = name is null ? default : new TaskName(name);
}
