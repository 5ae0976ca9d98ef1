using System.Text.RegularExpressions;
using Infra.Tests.Deployment;

namespace Infra.Tests.Settings;

/// <summary>Settings that code of the app reads by name, beside its classes of options.</summary>
public sealed partial class SettingsReadTests
{
    /// <summary>Read, and left unset on Azure, for a reason.</summary>
    private static readonly Dictionary<string, string> s_unset = new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage"] = "a connection string; on Azure the app goes by FanOut__BlobServiceUri",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "a collector of one's own; on Azure telemetry goes to Application Insights",
    };

    [Fact]
    public void EverySettingReadByName_IsSetByTheTemplateOrLeftUnsetForAReason()
    {
        var read = Directory.EnumerateFiles(Repository.At("src/FanOut"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Repository.At("src/FanOut"), file).StartsWith("obj", StringComparison.Ordinal))
            .SelectMany(file => NamesIn(File.ReadAllText(file)))
            .ToHashSet(StringComparer.Ordinal);
        var set = PredictedDeployment.Of("azureStorage").AppSettings;

        Assert.NotEmpty(read);
        Assert.All(read, name => Assert.True(set.ContainsKey(name) || s_unset.ContainsKey(name), $"The app reads {name}; set it in infra/modules/settings.bicep, or say in this test why not."));
    }

    private static IEnumerable<string> NamesIn(string code)
    {
        var constants = Constant().Matches(code).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        return Read().Matches(code).Select(match => match.Groups["value"] is { Success: true } literal
                ? literal.Value
                : constants.GetValueOrDefault(match.Groups["name"].Value) ?? match.Groups["name"].Value)
            .Select(name => name.Replace(":", "__", StringComparison.Ordinal));
    }

    [GeneratedRegex("const string (?<name>\\w+) = \"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constant();

    [GeneratedRegex("(\\b[Cc]onfiguration\\[|GetEnvironmentVariable\\()(\"(?<value>[^\"]+)\"|(?<name>\\w+))[\\])]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Read();
}
