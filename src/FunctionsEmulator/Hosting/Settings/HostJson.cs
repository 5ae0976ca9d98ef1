using FunctionsEmulator.Durable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>Reads host.json, and the settings <c>AzureFunctionsJobHost__...</c> that override it.</summary>
internal sealed class HostJson
{
    private const string FileName = "host.json";
    private const string OverrideSection = "AzureFunctionsJobHost";

    private readonly string _path;
    private readonly IConfiguration _file;
    private readonly IConfiguration _overrides;

    private HostJson(FunctionsApp app, IConfiguration configuration)
    {
        _path = Path.Combine(app.Directory, FileName);
        _file = JsonFile.Load(_path);
        _overrides = configuration.GetSection(OverrideSection);
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
            DefaultVersion = file.Text("extensions:durableTask:defaultVersion"),
            VersionMatch = file.Choice<VersionMatch>("extensions:durableTask:versionMatchStrategy") ?? defaults.VersionMatch,
            VersionFailure = file.Choice<VersionFailure>("extensions:durableTask:versionFailureStrategy") ?? defaults.VersionFailure,
            LogLevels = file.Levels("logging:logLevel"),
        };
    }

    private string? Text(string key)
    {
        RequireObjectsAbove(key);
        return Children(key).Any() ? throw Wrong(key, "text, not an object or a list") : Value(key);
    }

    private string? Value(string key) => _overrides[key] ?? _file[key];

    private IEnumerable<string> Children(string key) => _file.GetSection(key).GetChildren().Concat(_overrides.GetSection(key).GetChildren())
        .Select(child => child.Key).Distinct(StringComparer.OrdinalIgnoreCase);

    private int? Count(string key) => Text(key) switch
    {
        null => null,
        var text when int.TryParse(text, out var number) && number >= 1 => number,
        var text => throw Wrong(key, $"a whole number of at least 1, not '{text}'"),
    };

    private T? Choice<T>(string key)
        where T : struct, Enum => Text(key) switch
        {
            null => null,
            var text when Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) => choice,
            var text => throw Wrong(key, $"one of {string.Join(", ", Enum.GetNames<T>())}, not '{text}'"),
        };

    private Dictionary<string, string> Levels(string key)
    {
        RequireObjectsAbove(key + ":*");
        return Children(key).ToDictionary(category => category, category => Level($"{key}:{category}"), StringComparer.Ordinal);
    }

    private string Level(string key) => Enum.TryParse<LogLevel>(Value(key), ignoreCase: true, out var level)
        ? level.ToString()
        : throw Wrong(key, $"one of {string.Join(", ", Enum.GetNames<LogLevel>())}, not '{Value(key)}'");

    private void RequireObjectsAbove(string key)
    {
        for (var end = key.IndexOf(':', StringComparison.Ordinal); end >= 0; end = key.IndexOf(':', end + 1))
        {
            if (Value(key[..end]) is { Length: > 0 } value)
            {
                throw Wrong(key[..end], $"an object, not '{value}'");
            }
        }
    }

    private HostStartException Wrong(string key, string expected) => new(_overrides.GetSection(key).Exists()
        ? $"The setting {OverrideSection}__{key.Replace(":", "__", StringComparison.Ordinal)} must be {expected}."
        : $"{_path}: '{key.Replace(':', '.')}' must be {expected}.");
}
