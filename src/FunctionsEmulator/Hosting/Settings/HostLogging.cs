using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>One line an entry, and only what a person wants to see.</summary>
internal static class HostLogging
{
    private const string Section = "Logging:LogLevel:";

    private static readonly Dictionary<string, string?> QuietLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        [Section + "Default"] = nameof(LogLevel.Information),
        [Section + "Microsoft.AspNetCore"] = nameof(LogLevel.Warning),
        [Section + "Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Warning),
        // A start that fails is told in one line, by whoever started the host.
        [Section + "Microsoft.Extensions.Hosting.Internal.Host"] = nameof(LogLevel.Critical),
        [Section + "System.Net.Http.HttpClient"] = nameof(LogLevel.Warning),
    };

    public static void AddTo(ILoggingBuilder logging, FunctionsApp app)
    {
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss.fff ";
        });
        if (!app.OwnsProcess)
        {
            logging.AddConsole(ToStandardError);
        }
    }

    /// <summary>Adds levels below all other configuration.</summary>
    public static void AddLevels(IConfigurationBuilder configuration, IReadOnlyDictionary<string, string> levels)
    {
        var all = new Dictionary<string, string?>(QuietLevels, StringComparer.OrdinalIgnoreCase);
        foreach (var (category, level) in levels)
        {
            all[Section + category] = level;
        }

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = all });
    }

    private static void ToStandardError(ConsoleLoggerOptions options) => options.LogToStandardErrorThreshold = LogLevel.Trace;
}
