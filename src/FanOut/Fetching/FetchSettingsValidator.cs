using Microsoft.Extensions.Options;

namespace FanOut.Fetching;

/// <summary>Stops the start, with one line that names the setting and its bad entry.</summary>
internal sealed class FetchSettingsValidator : IValidateOptions<FetchSettings>
{
    public ValidateOptionsResult Validate(string? name, FetchSettings options)
    {
        try
        {
            EgressRules.Parse(options);
        }
        catch (FormatException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }

        using var probe = new HttpRequestMessage();
        return string.IsNullOrWhiteSpace(options.UserAgent) || probe.Headers.UserAgent.TryParseAdd(options.UserAgent)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{FetchSettings.Section}:{nameof(FetchSettings.UserAgent)}: '{ErrorLine.Clean(options.UserAgent)}' is not a product such as 'MyCrawler/1.0'.");
    }
}
