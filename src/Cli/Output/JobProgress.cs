namespace FanOut.Cli.Output;

/// <summary>Chooses the display that standard error can show.</summary>
internal static class JobProgress
{
    public static IJobProgress Create() => CanRedraw() ? new LiveProgress(Console.Error) : new LineProgress(Console.Error, TimeProvider.System);

    // https://no-color.org: any value but an empty one means no.
    private static bool CanRedraw() => !Console.IsErrorRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
