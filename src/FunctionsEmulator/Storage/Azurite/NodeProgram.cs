namespace FunctionsEmulator.Storage.Azurite;

internal static class NodeProgram
{
    /// <summary>Looked up on the PATH alone: starting `node` by name would also take one from the current folder.</summary>
    public static string Find() => Find(Environment.GetEnvironmentVariable("PATH"));

    internal static string Find(string? path) =>
        (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node"))
            .FirstOrDefault(File.Exists)
        ?? throw new AzuriteException(
            "Node.js 20 or newer is needed for Azurite and there is no `node` on the PATH; install it from your package manager.");
}
