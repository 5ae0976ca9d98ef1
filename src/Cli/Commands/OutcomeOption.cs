using System.CommandLine;
using System.CommandLine.Completions;
using FanOut.Fetching;

namespace FanOut.Cli.Commands;

/// <summary>Outcomes as one word, separated by commas; the app knows which there are.</summary>
internal static class OutcomeOption
{
    private const char Comma = ',';

    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--outcome") { Description = description, HelpName = "outcome,..." };
        option.CompletionSources.Add(context => Complete(context.WordToComplete));
        return option;
    }

    /// <summary>Completes the last of the outcomes in a word, with those that are not in it yet.</summary>
    private static IEnumerable<CompletionItem> Complete(string word)
    {
        var before = word[..(word.LastIndexOf(Comma) + 1)];
        return OutcomeNames.ByName.Keys.Except(before.Split(Comma), StringComparer.Ordinal)
            .Select(outcome => before + outcome).Where(outcomes => outcomes.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(outcomes => new CompletionItem(outcomes));
    }

    public static string[]? Split(string? outcomes) => outcomes?.Split(Comma, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
