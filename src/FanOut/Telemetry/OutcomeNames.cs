using System.Text.Json;
using FanOut.Fetching;

namespace FanOut.Telemetry;

/// <summary>Outcomes as results spell them.</summary>
internal static class OutcomeNames
{
    private static readonly string[] s_names = [.. Enum.GetValues<Outcome>().Select(outcome => JsonSerializer.SerializeToElement(outcome).GetString()!)];

    public static string Of(Outcome outcome) => s_names[(int)outcome];
}
