using System.Text;
using System.Text.Json;
using FanOut.Fetching;

namespace FanOut.Results.Downloads;

/// <summary>Tells by its bytes whether a record has one of certain outcomes; nothing is allocated for a record.</summary>
internal sealed class OutcomeFilter(IReadOnlySet<Outcome>? outcomes)
{
    private readonly byte[][]? _names = outcomes?.Select(outcome => Encoding.UTF8.GetBytes(OutcomeNames.Of(outcome))).ToArray();

    public bool Takes(ReadOnlySpan<byte> record)
    {
        if (_names is null) return true;
        var reader = new Utf8JsonReader(record);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("outcome"u8);
            reader.Read();
            if (found) return IsOneOf(ref reader);
            reader.Skip();
        }
        return false;
    }

    private bool IsOneOf(ref Utf8JsonReader value)
    {
        foreach (var name in _names!)
        {
            if (value.ValueTextEquals(name)) return true;
        }
        return false;
    }
}
