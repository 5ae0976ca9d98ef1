namespace Infra.Tests.Bicep;

/// <summary>The deployments whose outcome is checked in.</summary>
public static class Snapshots
{
    private const string Extension = ".bicepparam";

    public static TheoryData<string> Names { get; } = new(All);

    internal static IEnumerable<string> All =>
        Directory.EnumerateFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Infra, "snapshots");

    internal static string ParametersOf(string name) => Path.Combine(Folder, name + Extension);

    internal static string FileOf(string name) => Path.Combine(Folder, name + ".snapshot.json");
}
