using System.Globalization;
using System.Text.Json;

namespace FanOut.Jobs;

/// <summary>
/// The value given for an option: a scalar of a JSON body, or the text of a query parameter, which has no type
/// (<see cref="JsonTokenType.None"/>) and is whatever its option can read it as.
/// </summary>
internal readonly record struct OptionValue(JsonTokenType Type, string Text)
{
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public bool IsNull => Type == JsonTokenType.Null;

    public bool IsNumber => Type == JsonTokenType.Number;

    public bool TryInteger(out int value)
    {
        value = 0;
        return Type is JsonTokenType.Number or JsonTokenType.None &&
            int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public bool TryReal(out double value)
    {
        value = 0;
        return Type is JsonTokenType.Number or JsonTokenType.None && double.TryParse(Text, Real, CultureInfo.InvariantCulture, out value);
    }

    public bool TryFlag(out bool value)
    {
        value = Type == JsonTokenType.True || (Type == JsonTokenType.None && Text is "true");
        return value || Type == JsonTokenType.False || (Type == JsonTokenType.None && Text is "false");
    }

    public bool TryText(out string value)
    {
        value = Text;
        return Type is JsonTokenType.String or JsonTokenType.None;
    }
}
