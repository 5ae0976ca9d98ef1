using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace FunctionsEmulator.Hosting.Settings;

/// <summary>The <c>Values</c> of local.settings.json, which count less than environment variables.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    public static void AddTo(ConfigurationManager configuration, string directory)
    {
        var values = new MemoryConfigurationSource { InitialData = Read(Find(directory)) };
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var environment = sources.ToList().FindLastIndex(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        sources.Insert(Math.Max(environment, 0), values);
    }

    private static string Find(string directory)
    {
        var beside = Path.Combine(directory, FileName);
        return File.Exists(beside) ? beside : Path.Combine(Directory.GetCurrentDirectory(), FileName);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Read(string path)
    {
        var file = JsonFile.Load(path);
        if (bool.TryParse(file["IsEncrypted"], out var encrypted) && encrypted)
        {
            throw new HostStartException($"{path} is encrypted, which this host cannot read: run 'func settings decrypt'.");
        }

        return file.GetSection("Values").AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null)
            .Select(setting => KeyValuePair.Create(
                setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), setting.Value));
    }
}
