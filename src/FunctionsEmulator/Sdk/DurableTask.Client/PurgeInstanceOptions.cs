namespace Microsoft.DurableTask.Client;

/// <summary>How instances are deleted.</summary>
/// <param name="Recursive">Whether their children go too; false by default.</param>
public record PurgeInstanceOptions(bool Recursive = false);
