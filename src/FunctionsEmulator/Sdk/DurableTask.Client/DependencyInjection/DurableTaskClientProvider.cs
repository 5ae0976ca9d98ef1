using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

internal sealed class DurableTaskClientProvider(IEnumerable<RegisteredClient> clients) : IDurableTaskClientProvider
{
    public DurableTaskClient GetClient(string? name = null)
    {
        name ??= Options.DefaultName;
        return clients.FirstOrDefault(each => string.Equals(each.Client.Name, name, StringComparison.Ordinal))?.Client
            ?? throw new ArgumentOutOfRangeException(
                nameof(name), name, $"There is no such client: {string.Join(", ", clients.Select(each => $"'{each.Client.Name}'"))}.");
    }
}
