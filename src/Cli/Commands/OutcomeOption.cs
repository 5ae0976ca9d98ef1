using System.CommandLine;

namespace FanOut.Cli.Commands;

/// <summary>Outcomes as one word, separated by commas; the app knows which there are.</summary>
internal static class OutcomeOption
{
    public static Option<string?> Create(string description) => new("--outcome") { Description = description, HelpName = "outcome,..." };

    public static string[]? Split(string? outcomes) => outcomes?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
