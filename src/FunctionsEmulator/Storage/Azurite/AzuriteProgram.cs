namespace FunctionsEmulator.Storage.Azurite;

/// <summary>Finds Azurite: the one that the build installed or, where a program has come without its build, one that npm put on the PATH.</summary>
internal static class AzuriteProgram
{
    private const string Command = "azurite-blob";

    private static readonly string s_script = Path.Combine("node_modules", "azurite", "dist", "src", "blob", "main.js");

    /// <summary>The script of its blob service, for Node.js to run; null when there is none.</summary>
    public static string? Find(AzuriteOptions options) =>
        Candidates(options).FirstOrDefault(script => script.EndsWith(".js", StringComparison.Ordinal) && File.Exists(script));

    private static IEnumerable<string> Candidates(AzuriteOptions options)
    {
        yield return Path.Combine(options.AzuriteDirectory, s_script);
        foreach (var folder in (options.SearchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Path.IsPathFullyQualified(folder)) yield return OfCommand(folder);
        }
    }

    // On Windows npm's command is a batch file beside the package; elsewhere it is a link to the script.
    private static string OfCommand(string folder)
    {
        if (OperatingSystem.IsWindows()) return Path.Combine(folder, s_script);
        var command = new FileInfo(Path.Combine(folder, Command));
        return (command.Exists ? command.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null) ?? command.FullName;
    }
}
