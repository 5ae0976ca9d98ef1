using System.Text.Encodings.Web;
using System.Text.Json;

namespace FunctionsEmulator.Durable.Journal;

/// <summary>The lines of a journal that have to do with one instance: its own, and those of others that name it.</summary>
internal static class InstanceLines
{
    public static Task ReadAsync(JournalReader journal, string instanceId, Action<JournalLine> onLine, CancellationToken cancellationToken)
    {
        var mark = JsonEncodedText.Encode(instanceId, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
        return journal.ReadAsync(
            bytes =>
            {
                // Most lines are of other instances, and taking each apart would take long.
                if (bytes.Span.IndexOf(mark) >= 0 && LineReader.Read(bytes) is { } line) onLine(line);
            },
            cancellationToken);
    }
}
