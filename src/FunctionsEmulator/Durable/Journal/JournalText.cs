namespace FunctionsEmulator.Durable.Journal;

/// <summary>Cuts journal text into lines.</summary>
internal static class JournalText
{
    /// <summary>Calls <paramref name="onLine"/> for each whole line; returns how many bytes those took.</summary>
    public static int ForEachLine(ReadOnlyMemory<byte> text, Action<ReadOnlyMemory<byte>> onLine)
    {
        var start = 0;
        while (text.Span[start..].IndexOf((byte)'\n') is var length and >= 0)
        {
            onLine(text.Slice(start, length));
            start += length + 1;
        }
        return start;
    }
}
