using Microsoft.Extensions.Options;

namespace FanOut.Callbacks;

/// <summary>Ends the start with one line, which never holds the secret itself.</summary>
internal sealed class CallbackSettingsValidator : IValidateOptions<CallbackSettings>
{
    public ValidateOptionsResult Validate(string? name, CallbackSettings options) =>
        string.IsNullOrEmpty(options.CallbackSecret) || CallbackSignature.TryReadSecret(options.CallbackSecret, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{CallbackSettings.SecretSetting} must be {CallbackSignature.SecretPrefix} and the base64 of " +
                $"{CallbackSignature.MinSecretBytes} to {CallbackSignature.MaxSecretBytes} random bytes, such as: " +
                $"echo \"{CallbackSignature.SecretPrefix}$(head -c 32 /dev/urandom | base64)\".");
}
