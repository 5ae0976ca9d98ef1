using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Infra.Tests.Settings;

/// <summary>The real durable extension, of which only the names in its metadata are read.</summary>
internal static class DurableExtension
{
    private const string Namespace = "Microsoft.Azure.WebJobs.Extensions.DurableTask";
    private const string Assembly = Namespace + ".dll";

    private static readonly Dictionary<string, HashSet<string>> s_properties = Read();

    /// <summary>Whether a class of options has a property; case does not matter, as in host.json.</summary>
    public static bool Has(string options, string property) => s_properties[options].Contains(property);

    private static Dictionary<string, HashSet<string>> Read()
    {
        var file = Directory.EnumerateFiles(Repository.Fact("DurableExtension"), Assembly, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => metadata.StringComparer.Equals(type.Namespace, Namespace) && metadata.GetString(type.Name).EndsWith("Options", StringComparison.Ordinal))
            .ToDictionary(
                type => metadata.GetString(type.Name),
                type => type.GetProperties().Select(property => metadata.GetString(metadata.GetPropertyDefinition(property).Name)).ToHashSet(StringComparer.OrdinalIgnoreCase),
                StringComparer.Ordinal);
    }
}
