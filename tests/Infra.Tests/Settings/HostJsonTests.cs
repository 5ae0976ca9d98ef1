using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Infra.Tests.Settings;

public sealed class HostJsonTests
{
    private static readonly string[] s_required =
    [
        "version", "telemetryMode", "extensions/http/routePrefix", "extensions/durableTask/hubName",
        "extensions/durableTask/maxConcurrentActivityFunctions", "extensions/durableTask/maxConcurrentOrchestratorFunctions",
    ];

    [Fact]
    public void HostJson_HoldsOnlyWhatTheHostKnows() =>
        Assert.All(Settings(), setting => Assert.Null(HostJsonSchema.WhatIsWrong(setting.Key, setting.Value)));

    [Fact]
    public void HostJson_HoldsWhatTheAppNeeds() => Assert.All(s_required, key => Assert.Contains(key, Settings()));

    [Theory]
    [InlineData("extensions/durableTask/maxConcurrentActivityFunction", "10")]
    [InlineData("extensions/durableTask/maxConcurrentActivityFunctions", "0")]
    [InlineData("extensions/durableTask/storageProvider/partitions", "4")]
    [InlineData("extension/http/routePrefix", "api")]
    [InlineData("logging/logLevel/default", "Info")]
    public void Key_ThatIsUnknownOrHasABadValue_IsFound(string path, string value) => Assert.NotNull(HostJsonSchema.WhatIsWrong(path, value));

    [Fact]
    public void Placeholders_AreSetByTheTemplateAndByTheSample()
    {
        var placeholders = Settings().SelectMany(setting => Regex.Matches(setting.Value, "%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(placeholders);
        Assert.All(placeholders, name =>
        {
            Assert.Contains(name, Deployment.PredictedDeployment.Of("azureStorage").AppSettings);
            Assert.Contains(name, LocalSettingsSample.Values());
        });
    }

    private static Dictionary<string, string> Settings() => new ConfigurationBuilder().AddJsonFile(Repository.At("host.json")).Build()
        .AsEnumerable().Where(setting => setting.Value is not null)
        .ToDictionary(setting => setting.Key.Replace(ConfigurationPath.KeyDelimiter, "/", StringComparison.Ordinal), setting => setting.Value!, StringComparer.Ordinal);
}
