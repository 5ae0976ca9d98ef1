namespace FanOut.Orchestration;

/// <summary>What counts as one host: a name as it is looked up, whatever its port, scheme or spelling.</summary>
internal static class HostKey
{
    /// <summary>Empty for what is no URL; nobody is asked for it, but it has its place in the order.</summary>
    public static string Of(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.IdnHost.ToLowerInvariant() : "";
}
