using System.Text.RegularExpressions;
using Infra.Tests.Settings;

namespace Infra.Tests.Files;

public sealed partial class OperationsTests
{
    private static readonly string s_text = File.ReadAllText(Repository.At("docs/operations.md"));

    [Fact]
    public void EverySettingOfTheApp_IsExplained() => Assert.All(OptionsClasses.Settings.Keys, setting => Assert.Contains($"`{setting}`", s_text, StringComparison.Ordinal));

    [Fact]
    public void EveryParameterOfTheTemplate_IsExplained()
    {
        var parameters = Parameter().Matches(File.ReadAllText(Repository.At("infra/main.bicep"))).Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(parameters);
        Assert.All(parameters, parameter => Assert.Contains($"`{parameter}`", s_text, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryAlert_IsNamed() => Assert.All(
        Deployment.PredictedDeployment.Of("azureStorage").Resources.Where(resource => resource.Type is "Microsoft.Insights/scheduledQueryRules" or "Microsoft.Insights/metricAlerts"),
        alert => Assert.Contains($"`{alert.Name}`", s_text, StringComparison.Ordinal));

    [GeneratedRegex(@"^param (?<name>\w+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
