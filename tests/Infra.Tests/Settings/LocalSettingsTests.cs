namespace Infra.Tests.Settings;

public sealed class LocalSettingsTests
{
    /// <summary>Without these, neither `func start` nor the emulator has storage, a language and a task hub.</summary>
    private static readonly string[] s_required = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "TASKHUB_NAME"];

    [Fact]
    public void Sample_HoldsWhatIsNeededAndNothingUnknown()
    {
        var values = LocalSettingsSample.Values();

        Assert.All(s_required, key => Assert.Contains(key, values));
        Assert.All(values.Keys.Except(s_required, StringComparer.Ordinal), key => Assert.Contains(key, OptionsClasses.Settings));
        Assert.Equal("dotnet-isolated", values["FUNCTIONS_WORKER_RUNTIME"]);
    }

    [Fact]
    public void Sample_IsReadableAsItStands()
    {
        var file = LocalSettingsSample.File();

        Assert.Equal(["IsEncrypted", "Values"], file.Select(entry => entry.Key));
        Assert.False(file["IsEncrypted"]!.GetValue<bool>());
    }

    [Fact]
    public void LocalSettings_AreIgnoredByGitAndNeverPublished()
    {
        Assert.Contains("local.settings.json", File.ReadLines(Repository.At(".gitignore")));
        var project = System.Xml.Linq.XDocument.Load(Repository.At("src/FanOut/FanOut.csproj"));
        var item = Assert.Single(project.Descendants("Content"), content => content.Attribute("Include")!.Value.EndsWith("local.settings.json", StringComparison.Ordinal));
        Assert.Equal("Never", item.Attribute("CopyToPublishDirectory")!.Value);
    }
}
