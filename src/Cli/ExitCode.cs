namespace FanOut.Cli;

internal static class ExitCode
{
    public const int Succeeded = 0;
    /// <summary>The job was partial, failed or cancelled, or the app did not do its part.</summary>
    public const int NotAllOk = 1;
    public const int BadUsage = 2;
    /// <summary>What a shell reports of a program that Ctrl-C ended: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
