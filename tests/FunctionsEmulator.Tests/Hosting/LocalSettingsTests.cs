using FunctionsEmulator.Hosting;
using FunctionsEmulator.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly SettingsFolder _folder = new();
    private readonly ConfigurationManager _configuration = new();

    public void Dispose()
    {
        _folder.Dispose();
        _configuration.Dispose();
    }

    [Fact]
    public void Values_DoubleUnderscore_BecomesASection()
    {
        _folder.With("local.settings.json", """{ "IsEncrypted": false, "Values": { "Plain": "1", "FanOut__Container": "a", "FanOut:Other": "b" }, "Host": { "x": 1 } }""");

        LocalSettings.AddTo(_configuration, _folder.Path);

        Assert.Equal(("1", "a", "b"), (_configuration["Plain"], _configuration["FanOut:Container"], _configuration.GetSection("FanOut")["Other"]));
        Assert.Null(_configuration["Host:x"]);
    }

    [Fact]
    public void Values_EnvironmentVariableOfTheSameName_Wins()
    {
        _folder.With("local.settings.json", """{ "Values": { "PATH": "from the file", "Only": "from the file" } }""");
        _configuration.AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables();

        LocalSettings.AddTo(_configuration, _folder.Path);

        Assert.Equal((Environment.GetEnvironmentVariable("PATH"), "from the file"), (_configuration["PATH"], _configuration["Only"]));
    }

    [Theory]
    [InlineData("{ \"Values\": ", "is not valid")]
    [InlineData("""{ "IsEncrypted": true, "Values": { "a": "b" } }""", "is encrypted")]
    public void Values_Unreadable_IsOneLineThatNamesTheFile(string content, string expected)
    {
        _folder.With("local.settings.json", content);

        var error = Assert.Throws<HostStartException>(() => LocalSettings.AddTo(_configuration, _folder.Path));

        Assert.Contains(Path.Combine(_folder.Path, "local.settings.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
