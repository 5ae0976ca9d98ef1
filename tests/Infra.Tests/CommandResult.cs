namespace Infra.Tests;

internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>What it wrote, wherever.</summary>
    public string Text => Output + Error;
}
