namespace FunctionsEmulator.Storage.Azurite;

internal static class DataDirectory
{
    public const string Setting = "FanOut:DataDirectory";

    /// <summary>The folder for a setting that may be absent. It never depends on the folder that the host was started from.</summary>
    public static string Resolve(string? setting) => Resolve(setting, AppContext.BaseDirectory);

    internal static string Resolve(string? setting, string program)
    {
        var repository = RepositoryAbove(program);
        if (!string.IsNullOrWhiteSpace(setting))
            return Path.GetFullPath(setting, repository ?? Path.GetFullPath(program));
        return repository is null
            ? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "fanout",
                "azurite")
            : Path.Combine(repository, ".azurite");
    }

    private static string? RepositoryAbove(string program)
    {
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            // In a linked worktree `.git` is a file.
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")) || Path.Exists(Path.Combine(folder.FullName, ".git")))
                return folder.FullName;
        }

        return null;
    }
}
