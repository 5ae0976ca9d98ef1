using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>Task hub names.</summary>
internal static partial class HubNames
{
    private const int MatchMilliseconds = 1000;

    /// <summary>The name where none is given: the app's own, in lower case, letters and digits only.</summary>
    public static string Default(string appName) =>
        new([.. appName.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>Puts the setting NAME in the place of each <c>%NAME%</c>; null when there is no such setting.</summary>
    public static string? Resolve(string? name, IConfiguration settings)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var missing = false;
        var resolved = Placeholder().Replace(name, match =>
        {
            var value = settings[match.Groups["name"].Value];
            missing |= string.IsNullOrEmpty(value);
            return value ?? string.Empty;
        });
        return missing ? null : resolved;
    }

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.None, MatchMilliseconds)]
    private static partial Regex Placeholder();
}
