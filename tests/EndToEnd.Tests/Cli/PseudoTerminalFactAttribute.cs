namespace EndToEnd.Tests.Cli;

/// <summary>Needs <c>script</c> of util-linux, which gives a program a terminal.</summary>
internal sealed class PseudoTerminalFactAttribute : FactAttribute
{
    public PseudoTerminalFactAttribute()
    {
        if (!File.Exists("/usr/bin/script"))
            Skip = "script (util-linux) is not installed";
    }
}
