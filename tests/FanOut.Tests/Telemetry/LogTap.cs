using OpenTelemetry;
using OpenTelemetry.Logs;

namespace FanOut.Tests.Telemetry;

/// <summary>Sees log entries as an exporter would; they are not to be kept.</summary>
internal sealed class LogTap(Action<LogRecord> see) : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data) => see(data);
}
