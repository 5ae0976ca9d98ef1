using System.CommandLine;

namespace FanOut.Cli.Commands;

/// <summary>fanout completion: a script that lets a shell complete fanout's words. The words come from the parser itself.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> s_scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _fanout() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(fanout "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _fanout fanout
            """,
        ["zsh"] = """
            _fanout() {
              local words_found=("${(@f)$(fanout "[suggest:${#BUFFER}]" "${BUFFER}" 2>/dev/null)}")
              compadd -- "${words_found[@]}" || _files
            }
            compdef _fanout fanout
            """,
        ["fish"] = """
            complete -c fanout -a '(fanout "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName fanout -ScriptBlock {
              param($word, $line, $cursor)
              fanout "[suggest:$cursor]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    public static Command Create()
    {
        string[] shells = [.. s_scripts.Keys];
        var shell = new Argument<string>("shell")
        {
            Description = string.Join(", ", shells),
            HelpName = string.Join('|', shells),
            CustomParser = result => ChoiceOption.Parse(result, "the shell", shells),
        };
        shell.CompletionSources.Add(shells);
        var command = new Command("completion", "Print a script for your shell that completes fanout's words") { shell };
        command.SetAction(result =>
        {
            Console.WriteLine(s_scripts[result.GetRequiredValue(shell)]);
            return ExitCode.Succeeded;
        });
        return command;
    }
}
