namespace Microsoft.DurableTask.Entities;

/// <summary>How an entity is called. There are no options yet.</summary>
public record CallEntityOptions;
