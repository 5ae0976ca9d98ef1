using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What is known of an entity.</summary>
public class EntityMetadata<TState>
{
    private readonly TState? _state;

    /// <summary>An entity without its state.</summary>
    public EntityMetadata(EntityInstanceId id) => Id = id;

    /// <summary>An entity with its state; null stands for an entity without it.</summary>
    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        _state = state;
        IncludesState = state is not null;
    }

    /// <summary>Its id.</summary>
    public EntityInstanceId Id { get; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>How many messages it has not taken yet.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>The orchestration that has locked it; null for none.</summary>
    public string? LockedBy { get; init; }

    /// <summary>Whether the state is known.</summary>
    [MemberNotNullWhen(true, nameof(State))]
    public bool IncludesState { get; }

    /// <summary>The state.</summary>
    /// <exception cref="InvalidOperationException">It is not known.</exception>
    public TState? State => IncludesState ? _state! : throw new InvalidOperationException("The entity was read without its state.");
}
