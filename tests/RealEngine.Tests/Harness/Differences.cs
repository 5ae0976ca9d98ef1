namespace FunctionsEmulator.Tests.Conformance;

/// <summary>Cases that the real engine does not pass in this set-up, each with the reason: <c>Case: reason</c>.</summary>
public static class Differences
{
    public static IReadOnlyDictionary<string, string> ByCase { get; } = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "differences.txt"))
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    public static string? ReasonOf(string @case) => ByCase.GetValueOrDefault(@case);
}
