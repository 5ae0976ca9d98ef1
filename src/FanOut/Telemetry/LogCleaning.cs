using FanOut.Fetching;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace FanOut.Telemetry;

/// <summary>
/// Makes one line of every log entry that is exported, without what could move a terminal's cursor. Of an exception
/// only type and stack are told: its message may quote URLs and headers.
/// </summary>
internal sealed class LogCleaning : BaseProcessor<LogRecord>
{
    private const int MaxLength = 2_000;

    public override void OnEnd(LogRecord data)
    {
        if (data.FormattedMessage is { } message) data.FormattedMessage = ErrorLine.Clean(message, MaxLength);
        if (data.Attributes is { } attributes) data.Attributes = [.. attributes.Select(Clean)];
        if (data.Exception is not { } exception) return;
        data.Attributes =
        [
            .. data.Attributes ?? [],
            new("exception.type", exception.GetType().FullName),
            new("exception.stacktrace", ErrorLine.Clean(exception.StackTrace, MaxLength)),
        ];
        data.Exception = null;
    }

    private static KeyValuePair<string, object?> Clean(KeyValuePair<string, object?> attribute) =>
        attribute.Value is string text ? new(attribute.Key, ErrorLine.Clean(text, MaxLength)) : attribute;
}
