using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>Reads host.json, and the settings <c>AzureFunctionsJobHost__...</c> that override it.</summary>
internal sealed class HostJson
{
    private const string FileName = "host.json";
    private const string OverrideSection = "AzureFunctionsJobHost";

    private readonly string _path;
    private readonly IConfiguration _overrides;
    private readonly IConfiguration _values;

    private HostJson(FunctionsApp app, IConfiguration configuration)
    {
        _path = Path.Combine(app.Directory, FileName);
        _overrides = configuration.GetSection(OverrideSection);
        _values = new ConfigurationBuilder().AddConfiguration(JsonFile.Load(_path)).AddConfiguration(_overrides).Build();
    }

    /// <exception cref="HostStartException">A value is not of its type, or the file is not JSON.</exception>
    public static HostSettings Read(FunctionsApp app, IConfiguration configuration)
    {
        var file = new HostJson(app, configuration);
        var defaults = new HostSettings { HubName = HubNames.Default(app.Name) };
        return defaults with
        {
            RoutePrefix = (file.Text("extensions:http:routePrefix") ?? defaults.RoutePrefix).Trim('/'),
            HubName = HubNames.Resolve(file.Text("extensions:durableTask:hubName"), configuration) ?? defaults.HubName,
            MaxConcurrentActivityFunctions =
                file.Count("extensions:durableTask:maxConcurrentActivityFunctions") ?? defaults.MaxConcurrentActivityFunctions,
            MaxConcurrentOrchestratorFunctions =
                file.Count("extensions:durableTask:maxConcurrentOrchestratorFunctions") ?? defaults.MaxConcurrentOrchestratorFunctions,
            LogLevels = file.Levels("logging:logLevel"),
        };
    }

    private string? Text(string key)
    {
        RequireObjectsAbove(key);
        var section = _values.GetSection(key);
        return section.GetChildren().Any() ? throw Wrong(key, "text, not an object or a list") : section.Value;
    }

    private int? Count(string key) => Text(key) switch
    {
        null => null,
        var text when int.TryParse(text, out var number) && number >= 1 => number,
        var text => throw Wrong(key, $"a whole number of at least 1, not '{text}'"),
    };

    private Dictionary<string, string> Levels(string key)
    {
        RequireObjectsAbove(key + ":*");
        return _values.GetSection(key).GetChildren().ToDictionary(
            level => level.Key,
            level => Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var parsed)
                ? parsed.ToString()
                : throw Wrong($"{key}:{level.Key}", $"one of {string.Join(", ", Enum.GetNames<LogLevel>())}, not '{level.Value}'"),
            StringComparer.Ordinal);
    }

    private void RequireObjectsAbove(string key)
    {
        for (var end = key.IndexOf(':', StringComparison.Ordinal); end >= 0; end = key.IndexOf(':', end + 1))
        {
            if (_values[key[..end]] is { Length: > 0 } value)
            {
                throw Wrong(key[..end], $"an object, not '{value}'");
            }
        }
    }

    private HostStartException Wrong(string key, string expected) => new(_overrides.GetSection(key).Exists()
        ? $"The setting {OverrideSection}__{key.Replace(":", "__", StringComparison.Ordinal)} must be {expected}."
        : $"{_path}: '{key.Replace(':', '.')}' must be {expected}.");
}
