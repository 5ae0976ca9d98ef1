namespace FanOut.Callbacks;

/// <summary>The settings of callbacks, bound from the configuration section <see cref="Section"/>.</summary>
public sealed class CallbackSettings
{
    public const string Section = "FanOut";
    public const string SecretSetting = "FanOut__CallbackSecret";

    /// <summary><c>whsec_</c> and base64, as receivers are given it too; without one no job may have a callback.</summary>
    public string? CallbackSecret { get; set; }
}
