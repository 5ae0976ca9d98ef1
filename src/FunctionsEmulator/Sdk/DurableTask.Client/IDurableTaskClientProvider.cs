namespace Microsoft.DurableTask.Client;

/// <summary>Hands out clients by name.</summary>
public interface IDurableTaskClientProvider
{
    /// <summary>The client of that name; null (the default) for the default one.</summary>
    DurableTaskClient GetClient(string? name = null);
}
