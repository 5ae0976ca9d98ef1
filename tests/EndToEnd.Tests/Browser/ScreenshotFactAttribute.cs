namespace EndToEnd.Tests.Browser;

/// <summary>Runs only when it is told where to put its pictures.</summary>
internal sealed class ScreenshotFactAttribute : FactAttribute
{
    public ScreenshotFactAttribute()
    {
        if (string.IsNullOrEmpty(Folder)) Skip = "FANOUT_SCREENSHOTS names no folder";
    }

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("FANOUT_SCREENSHOTS");
}
