namespace EndToEnd.Tests.Browser;

/// <summary>Needs Debian's Chromium. Where everything has to be tested, a browser that is missing is a failure.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(BrowserFixture.Chromium) && Environment.GetEnvironmentVariable("CI") is null)
            Skip = "chromium is not installed";
    }
}
