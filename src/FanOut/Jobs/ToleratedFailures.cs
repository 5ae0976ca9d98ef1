using System.Globalization;

namespace FanOut.Jobs;

/// <summary>How many records other than ok a job bears: a count ("100") or a share of its total ("5%").</summary>
public readonly record struct ToleratedFailures(decimal Value, bool IsPercent)
{
    private const int MaxLength = 32;
    private const NumberStyles Digits = NumberStyles.None;
    private const NumberStyles DigitsAndPoint = NumberStyles.AllowDecimalPoint;

    public static bool TryParse(string text, out ToleratedFailures value)
    {
        value = default;
        if (text.Length > MaxLength) return false;
        if (text.EndsWith('%'))
        {
            if (!decimal.TryParse(text.AsSpan(..^1), DigitsAndPoint, CultureInfo.InvariantCulture, out var share)) return false;
            value = new ToleratedFailures(share, IsPercent: true);
            return share <= 100;
        }
        if (!int.TryParse(text, Digits, CultureInfo.InvariantCulture, out var count)) return false;
        value = new ToleratedFailures(count, IsPercent: false);
        return true;
    }

    public bool IsExceededBy(int failures, int total) => IsPercent ? failures * 100m > Value * total : failures > Value;
}
