namespace EndToEnd.Tests.Patterns;

/// <summary>Needs Debian's httpbin, a site that this project has no part in. Where tests decide over a change it must be there.</summary>
internal sealed class HttpbinFactAttribute : FactAttribute
{
    public HttpbinFactAttribute()
    {
        if (!Httpbin.IsInstalled && Environment.GetEnvironmentVariable("CI") is not "true")
            Skip = "httpbin is not installed: apt-get install python3-httpbin";
    }
}
