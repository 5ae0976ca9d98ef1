using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FanOut.Jobs;
using Microsoft.Extensions.Logging;

namespace Infra.Tests.Deployment;

/// <summary>An alert that waits for words nobody writes would never be raised.</summary>
public sealed class AlertTests
{
    [Fact]
    public void Words_OfTheQueriesAreThoseOfTheAppsLines()
    {
        var lines = LinesOfJobs();
        var queries = PredictedDeployment.Of("azureStorage").All("Microsoft.Insights/scheduledQueryRules")
            .Select(rule => rule.Find("criteria/allOf")![0]!["query"]!.GetValue<string>()).ToList();

        Assert.All(queries, query => Assert.Contains("Message startswith \"Job \"", query, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.StartsWith("Job {JobId} ", line, StringComparison.Ordinal));
        Assert.All(queries.SelectMany(query => Regex.Matches(query, "Message has \"(?<words>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))),
            match => Assert.Contains(lines.SelectMany(WaysToRead), line => line.Contains(match.Groups["words"].Value, StringComparison.Ordinal)));
    }

    [Fact]
    public void StuckJob_IsOneThatIsSilentForAsLongAsTheParameterSays()
    {
        var rule = PredictedDeployment.Of("azureStorage").All("Microsoft.Insights/scheduledQueryRules").Single(rule => rule.Name is "stuck-orchestrations");

        Assert.Contains("ago(60m)", rule.Find("criteria/allOf")![0]!["query"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azureStorage", 1)]
    [InlineData("durableTaskScheduler", 0)]
    public void Alerts_MailWhoeverIsNamed(string snapshot, int groups)
    {
        var deployment = PredictedDeployment.Of(snapshot);

        Assert.All(deployment.All("Microsoft.Insights/scheduledQueryRules"), rule => Assert.Equal(groups, ((JsonArray)rule.Find("actions/actionGroups")!).Count));
        Assert.Equal(groups, deployment.One("Microsoft.Insights/metricAlerts").Find("actions")!.AsArray().Count);
        Assert.Equal(groups, deployment.All("Microsoft.Insights/actionGroups").Count());
    }

    private static List<string> LinesOfJobs() => [.. typeof(JobSettings).Assembly.GetType("FanOut.Jobs.JobLog", throwOnError: true)!
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message).OfType<string>()];

    private static IEnumerable<string> WaysToRead(string line) => Enum.GetNames<JobStatus>().Select(status => line.Replace("{Status}", status, StringComparison.Ordinal));
}
