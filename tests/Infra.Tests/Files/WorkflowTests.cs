using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Files;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows { get; } = new(
        Directory.EnumerateFiles(Repository.At(".github/workflows"), "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_HasJobsThatEndAndStepsThatDoOneThing(string name)
    {
        var workflow = Yaml.Read(".github/workflows/" + name);

        Assert.Equal(["name", "on", "permissions", "concurrency", "jobs"], workflow.Children.Keys.Select(key => key.ToString()));
        Assert.All(workflow.Map("jobs").Children.Values.Cast<YamlMappingNode>(), job =>
        {
            Assert.True(job.Has("runs-on"));
            Assert.True(int.Parse(job.Text("timeout-minutes")) is >= 1 and <= 60);
            Assert.All(job.List("steps").Cast<YamlMappingNode>(), step =>
            {
                Assert.True(step.Has("uses") ^ step.Has("run"), $"A step of {name} must either use an action or run a command.");
                if (step.Has("uses")) Assert.Matches(PinnedAction(), step.Text("uses"));
            });
        });
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_UsesNoSecretButThatOfCallbacks(string name)
    {
        var text = File.ReadAllText(Repository.At(".github/workflows/" + name));

        Assert.DoesNotContain("secrets.", text.Replace("secrets.FANOUT_CALLBACK_SECRET", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Deploy_SignsInByFederatedCredential()
    {
        var workflow = Yaml.Read(".github/workflows/deploy.yml");
        var commands = string.Join('\n', workflow.Map("jobs").Map("azure").List("steps").Cast<YamlMappingNode>().Where(step => step.Has("run")).Select(step => step.Text("run")));

        Assert.Equal("write", workflow.Map("permissions").Text("id-token"));
        Assert.Contains("--federated-credential-provider github", commands, StringComparison.Ordinal);
    }

    [Fact]
    public void Deploy_SetsEveryVariableThatTheParametersRead()
    {
        var read = ReadVariable().Matches(File.ReadAllText(Repository.At("infra/main.bicepparam"))).Select(match => match.Groups["name"].Value).ToList();
        var set = Yaml.Read(".github/workflows/deploy.yml").Map("jobs").Map("azure").Map("env");

        Assert.NotEmpty(read);
        Assert.All(read, variable => Assert.True(set.Has(variable), $"deploy.yml does not set {variable}."));
    }

    [Fact]
    public void Ci_RunsWhatDecides()
    {
        var jobs = Yaml.Read(".github/workflows/ci.yml").Map("jobs").Children.Values.Cast<YamlMappingNode>();

        Assert.Contains(jobs.SelectMany(job => job.List("steps").Cast<YamlMappingNode>()), step => step.Has("run") && step.Text("run") is ".ci/run");
    }

    [GeneratedRegex(@"^[\w-]+/[\w-]+@v\d+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PinnedAction();

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadVariable();
}
