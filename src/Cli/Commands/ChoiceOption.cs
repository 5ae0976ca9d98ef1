using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace FanOut.Cli.Commands;

/// <summary>A word of a few, in any case; another one is answered, in one line, with those there are.</summary>
internal static class ChoiceOption
{
    public static Option<string?> Create(string name, string description, params string[] words)
    {
        var option = new Option<string?>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = result => Parse(result, name, words),
        };
        option.CompletionSources.Add(context => words.Where(word => word.StartsWith(context.WordToComplete, StringComparison.OrdinalIgnoreCase)).Select(word => new CompletionItem(word)));
        return option;
    }

    public static string? Parse(ArgumentResult result, string name, string[] words)
    {
        var text = result.Tokens[0].Value;
        var word = Array.Find(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (word is null)
            result.AddError($"{name} must be one of {string.Join(", ", words)}, and not {text}");
        return word;
    }
}
