using System.Buffers;

namespace FunctionsEmulator.Durable;

/// <summary>What Azure takes as an instance id.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 100;
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/\\#?");

    /// <exception cref="ArgumentException">The id would be refused on Azure.</exception>
    public static void Validate(string id)
    {
        if (id.Length is 0 or > MaxLength) throw Refused(id, $"it must have 1 to {MaxLength} characters");
        if (id[0] == '@') throw Refused(id, "it must not start with '@'");
        if (id.AsSpan().ContainsAny(s_forbidden) || id.Any(char.IsControl)) throw Refused(id, "it must have none of / \\ # ? and no control characters");
    }

    private static ArgumentException Refused(string id, string reason) => new($"'{id}' cannot be an instance id: {reason}.", nameof(id));
}
