using System.Reflection;

namespace FunctionsEmulator.Storage.Azurite;

/// <param name="DataDirectory">Where Azurite keeps its data; made when it is missing.</param>
/// <param name="AzuriteDirectory">Where the build installed Azurite.</param>
/// <param name="SearchPath">Folders of commands, where Azurite is looked for when it is not there any more.</param>
internal sealed record AzuriteOptions(string DataDirectory, string AzuriteDirectory, string? SearchPath)
{
    public AzuriteOptions(string dataDirectory)
        : this(dataDirectory, InstalledDirectory, Environment.GetEnvironmentVariable("PATH"))
    {
    }

    private static string InstalledDirectory { get; } = typeof(AzuriteOptions).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, nameof(AzuriteDirectory), StringComparison.Ordinal))
        .Value!;
}
