using System.CommandLine;
using System.Globalization;

namespace FanOut.Cli.Commands;

internal static class RangeOption
{
    /// <summary>A number that has to lie in a range; whatever does not is answered with the range.</summary>
    public static Option<T> Create<T>(string name, string description, T min, T max) where T : struct, IComparable<T>, IParsable<T> => new(name)
    {
        Description = $"{description} ({min} to {max})",
        HelpName = "n",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!T.TryParse(text, CultureInfo.InvariantCulture, out var value) || value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
                result.AddError($"{name} must be {min} to {max}, and not {text}");
            return value;
        },
    };
}
