using System.CommandLine;

namespace FanOut.Cli.Commands;

internal static class UnknownOptions
{
    /// <summary>The parser takes an option that it does not know for one more argument, where any number of them is allowed.</summary>
    public static void Refuse(Command command, Argument<string[]> argument) => command.Validators.Add(result =>
    {
        foreach (var token in result.GetResult(argument)?.Tokens ?? [])
        {
            if (token.Value.Length > 1 && token.Value[0] == '-')
                result.AddError($"there is no option {token.Value}");
        }
    });
}
