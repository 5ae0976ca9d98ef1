namespace FunctionsEmulator.Tests.Sdk;

/// <summary>What the emulator leaves out on purpose, in groups that each have a reason.</summary>
internal sealed class ApiAbsences
{
    private const string ReasonMark = "# ";
    private const char Rest = '*';

    private readonly List<(string Pattern, string? Reason)> _groups = [];

    public static ApiAbsences Emulator { get; } =
        Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sdk", "azure-api-absent.txt")));

    public IEnumerable<string> WithoutReason => _groups.Where(group => group.Reason is null).Select(group => group.Pattern);

    /// <summary>A reason is a line of its own; it holds for the lines under it, up to the next empty one.</summary>
    public static ApiAbsences Parse(IEnumerable<string> lines)
    {
        var absences = new ApiAbsences();
        string? reason = null;
        foreach (var line in lines)
        {
            if (line.Length == 0) reason = null;
            else if (line.StartsWith(ReasonMark, StringComparison.Ordinal)) reason = line[ReasonMark.Length..];
            else absences._groups.Add((line, reason));
        }

        return absences;
    }

    /// <summary>What is missing and not in the list.</summary>
    public IEnumerable<string> Unexplained(IEnumerable<string> missing) =>
        missing.Where(member => !_groups.Exists(group => Matches(group.Pattern, member)));

    /// <summary>Lines of the list that explain nothing: what they name is there, or was never in the real assemblies.</summary>
    public IEnumerable<string> Outdated(IReadOnlyCollection<string> missing) =>
        _groups.Select(group => group.Pattern).Where(pattern => !missing.Any(member => Matches(pattern, member)));

    /// <summary>A star at a pattern's end stands for whatever follows.</summary>
    private static bool Matches(string pattern, string member) => pattern.EndsWith(Rest)
        ? member.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : string.Equals(member, pattern, StringComparison.Ordinal);
}
