using System.Text.Json;

namespace FanOut.Fetching;

/// <summary>Outcomes as records spell them: the serializer knows how.</summary>
internal static class OutcomeNames
{
    private static readonly string[] s_names = [.. Enum.GetValues<Outcome>().Select(outcome => JsonSerializer.SerializeToElement(outcome).GetString()!)];

    /// <summary>All of them, by what they are called.</summary>
    public static IReadOnlyDictionary<string, Outcome> ByName { get; } =
        Enum.GetValues<Outcome>().ToDictionary(Of, outcome => outcome, StringComparer.Ordinal);

    public static string Of(Outcome outcome) => s_names[(int)outcome];
}
