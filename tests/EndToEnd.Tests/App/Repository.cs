using System.Reflection;

namespace EndToEnd.Tests.App;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key.Equals("Repository", StringComparison.Ordinal)).Value!);
}
