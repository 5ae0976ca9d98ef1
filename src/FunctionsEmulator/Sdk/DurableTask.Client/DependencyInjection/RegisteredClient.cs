namespace Microsoft.DurableTask.Client;

/// <summary>A client among services, where only one can be asked for directly.</summary>
internal sealed record RegisteredClient(DurableTaskClient Client);
