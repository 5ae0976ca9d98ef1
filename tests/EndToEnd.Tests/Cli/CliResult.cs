namespace EndToEnd.Tests.Cli;

internal sealed record CliResult(int ExitCode, string Output, string Error);
