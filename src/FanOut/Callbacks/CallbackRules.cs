using FanOut.Fetching;

namespace FanOut.Callbacks;

/// <summary>Which addresses a job may be given for its callback.</summary>
public sealed class CallbackRules
{
    public const string Field = "callbackUrl";

    private readonly EgressGuard _guard;
    private readonly CallbackSettings _settings;

    internal CallbackRules(EgressGuard guard, CallbackSettings settings)
    {
        _guard = guard;
        _settings = settings;
    }

    /// <summary>What is wrong with it; null when nothing is. Names are resolved, and judged, when the job has ended.</summary>
    public string? Check(string url)
    {
        if (TargetUrl.Parse(url, out var parsed) is { } fault) return $"Must be an http or https URL as jobs fetch them: {fault}.";
        if (_guard.Refusal(parsed) is { } refusal) return $"Cannot be called: {refusal}.";
        return string.IsNullOrEmpty(_settings.CallbackSecret) ? $"Needs a secret to sign with: set {CallbackSettings.SecretSetting}." : null;
    }
}
