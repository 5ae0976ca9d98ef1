namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is ended from outside.</summary>
/// <param name="Output">What becomes its output; null by default.</param>
/// <param name="Recursive">Whether its children end too; false by default.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
