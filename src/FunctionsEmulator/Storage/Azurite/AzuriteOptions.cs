using System.Reflection;

namespace FunctionsEmulator.Storage.Azurite;

/// <param name="DataDirectory">Where Azurite keeps its data; made when it is missing.</param>
/// <param name="AzuriteDirectory">Where the build installed Azurite.</param>
internal sealed record AzuriteOptions(string DataDirectory, string AzuriteDirectory)
{
    public AzuriteOptions(string dataDirectory)
        : this(dataDirectory, InstalledDirectory)
    {
    }

    private static string InstalledDirectory { get; } = typeof(AzuriteOptions).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, nameof(AzuriteDirectory), StringComparison.Ordinal))
        .Value!;
}
