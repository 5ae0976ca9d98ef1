using FunctionsEmulator.Hosting;
using FunctionsEmulator.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class HostJsonTests : IDisposable
{
    private readonly SettingsFolder _folder = new();
    private readonly ConfigurationManager _settings = new();

    public void Dispose()
    {
        _folder.Dispose();
        _settings.Dispose();
    }

    [Fact]
    public void Read_NoFile_GivesDefaults()
    {
        var read = Read();

        Assert.Equal(("api", "fanoutapp2"), (read.RoutePrefix, read.HubName));
        Assert.Equal(10 * Environment.ProcessorCount, read.MaxConcurrentActivityFunctions);
        Assert.Equal(10 * Environment.ProcessorCount, read.MaxConcurrentOrchestratorFunctions);
    }

    [Fact]
    public void Read_FullFile_GivesItsValues()
    {
        _folder.With("host.json", """
            {
              // comments are allowed
              "logging": { "logLevel": { "default": "information", "Host.Triggers.DurableTask": "Warning" } },
              "extensions": {
                "http": { "routePrefix": "" },
                "durableTask": { "hubName": "x%TASKHUB_NAME%", "maxConcurrentActivityFunctions": 7, "maxConcurrentOrchestratorFunctions": 3 }
              }
            }
            """);
        _settings["TASKHUB_NAME"] = "Hub";

        var read = Read();

        Assert.Equal((string.Empty, "xHub", 7, 3), (
            read.RoutePrefix, read.HubName, read.MaxConcurrentActivityFunctions, read.MaxConcurrentOrchestratorFunctions));
        Assert.Equal("Information", read.LogLevels["default"]);
        Assert.Equal("Warning", read.LogLevels["Host.Triggers.DurableTask"]);
    }

    [Fact]
    public void Read_PlaceholderWithoutASetting_GivesTheAppsName()
    {
        _folder.With("host.json", """{ "extensions": { "durableTask": { "hubName": "%TASKHUB_NAME%" } } }""");

        Assert.Equal("fanoutapp2", Read().HubName);
    }

    [Fact]
    public void Read_SettingOverIt_Wins()
    {
        _folder.With("host.json", """{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 7 } } }""");
        _settings["AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions"] = "9";

        Assert.Equal(9, Read().MaxConcurrentActivityFunctions);
    }

    [Theory]
    [InlineData("{ \"extensions\": ", "is not valid")]
    [InlineData("[]", "is not valid")]
    [InlineData("""{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": "many" } } }""", "'extensions.durableTask.maxConcurrentActivityFunctions' must be a whole number of at least 1, not 'many'.")]
    [InlineData("""{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 0 } } }""", "not '0'")]
    [InlineData("""{ "extensions": { "durableTask": { "maxConcurrentOrchestratorFunctions": 1.5 } } }""", "not '1.5'")]
    [InlineData("""{ "extensions": { "durableTask": { "hubName": ["a"] } } }""", "'extensions.durableTask.hubName' must be text")]
    [InlineData("""{ "extensions": { "http": "api" } }""", "'extensions.http' must be an object, not 'api'.")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": { } , "x": 1 } }, "logging": { "logLevel": { "Default": "Loud" } } }""", "'logging.logLevel.Default' must be one of Trace, Debug")]
    public void Read_WrongValue_IsOneLineThatNamesFileAndKey(string content, string expected)
    {
        _folder.With("host.json", content);

        var error = Assert.Throws<HostStartException>(Read);

        Assert.StartsWith(Path.Combine(_folder.Path, "host.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Read_WrongSettingOverIt_NamesTheSetting()
    {
        _settings["AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions"] = "-1";

        var error = Assert.Throws<HostStartException>(Read);

        Assert.StartsWith(
            "The setting AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions", error.Message, StringComparison.Ordinal);
    }

    private HostSettings Read() => HostJson.Read(new FunctionsApp("FanOut.App 2", [], _folder.Path, OwnsProcess: false), _settings);
}
