using System.Collections.ObjectModel;

namespace Microsoft.Extensions.Logging;

/// <summary>What functions log besides text.</summary>
public static class FunctionsLoggerExtensions
{
    private static readonly EventId MetricEvent = new(1, nameof(LogMetric));

    /// <summary>Logs the value of a metric, as information with the keys <c>Name</c> and <c>Value</c>.</summary>
    /// <param name="logger">The logger.</param>
    /// <param name="name">The metric's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="properties">What else is to be told; null (the default) for nothing.</param>
    public static void LogMetric(this ILogger logger, string name, double value, IDictionary<string, object>? properties = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        var state = new Dictionary<string, object>(properties ?? ReadOnlyDictionary<string, object>.Empty, StringComparer.Ordinal)
        {
            ["Name"] = name,
            ["Value"] = value,
        };
        logger.Log(LogLevel.Information, MetricEvent, new ReadOnlyDictionary<string, object>(state), null, static (_, _) => string.Empty);
    }
}
