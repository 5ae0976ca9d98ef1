using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What is known of an entity, its state serialized.</summary>
/// <param name="id">Its id.</param>
/// <param name="state">Its state; null (the default) when it was not asked for.</param>
public sealed class EntityMetadata(EntityInstanceId id, SerializedData? state = null) : EntityMetadata<SerializedData>(id, state);
