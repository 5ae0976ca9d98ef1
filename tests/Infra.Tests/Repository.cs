using System.Reflection;

namespace Infra.Tests;

/// <summary>Where the files under test are.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Fact("Repository"));

    public static string Infra { get; } = At("infra");

    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>A fact that the build wrote into this assembly.</summary>
    public static string Fact(string key) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(fact => string.Equals(fact.Key, key, StringComparison.Ordinal)).Value!;
}
