namespace FanOut.Fetching;

/// <summary>The settings of fetching, bound from the configuration section <see cref="Section"/>.</summary>
public sealed class FetchSettings
{
    public const string Section = "FanOut";
    public const string DefaultAllowedPorts = "80,443,8080,8443";
    public const string DefaultUserAgent = "FanOut/0.1";

    /// <summary>
    /// Comma-separated networks (<c>10.1.0.0/16</c>) and endpoints (<c>127.0.0.1:5001</c>, <c>[::1]:5001</c>) that are reached
    /// although they are not public. A network opens addresses only: its ports stay those of <see cref="AllowedPorts"/>.
    /// An endpoint opens that one port on that one address.
    /// </summary>
    public string? AllowedNetworks { get; set; }

    /// <summary>Comma-separated ports, or <c>*</c> for any.</summary>
    public string? AllowedPorts { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>What every request says: the setting, or the app's own.</summary>
    internal string SentUserAgent => string.IsNullOrWhiteSpace(UserAgent) ? DefaultUserAgent : UserAgent;
}
