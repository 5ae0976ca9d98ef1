using FanOut;
using Infra.Tests.Bicep;
using Infra.Tests.Deployment;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Infra.Tests.Settings;

public sealed class AppSettingsTests
{
    private const string Own = "FanOut__";
    private const string HostJson = "AzureFunctionsJobHost__";

    /// <summary>What is set although no class of the app has it, and who reads it.</summary>
    private static readonly Dictionary<string, string> s_readByOthers = new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage__accountName"] = "the host",
        ["AzureWebJobsStorage__credential"] = "the host",
        ["AzureWebJobsStorage__clientId"] = "the host",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "the host and the telemetry exporter",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "the host",
        ["AZURE_CLIENT_ID"] = "DefaultAzureCredential",
        ["TASKHUB_NAME"] = "host.json",
    };

    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public void Template_SetsEverySettingOfTheAppAndNoOther(string snapshot) => Assert.Equal(
        OptionsClasses.Settings.Keys.Order(StringComparer.Ordinal),
        PredictedDeployment.Of(snapshot).AppSettings.Keys.Where(key => key.StartsWith(Own, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public void Template_SetsNothingThatNobodyReads(string snapshot)
    {
        var settings = PredictedDeployment.Of(snapshot).AppSettings;
        settings.TryGetValue(HostJson + "extensions__durableTask__storageProvider__connectionStringName", out var connection);

        Assert.All(
            settings.Keys.Where(key => !key.StartsWith(Own, StringComparison.Ordinal) && !key.StartsWith(HostJson, StringComparison.Ordinal)),
            key => Assert.True(s_readByOthers.ContainsKey(key) || string.Equals(key, connection, StringComparison.Ordinal), $"Nobody reads {key}."));
        Assert.All(s_readByOthers.Keys, key => Assert.Contains(key, settings));
        Assert.True(connection is null || settings.ContainsKey(connection), $"host.json is told to find its connection in {connection}, which is not set.");
    }

    [Fact]
    public void Template_HasTheAppsOwnDefaults()
    {
        var settings = PredictedDeployment.Of("azureStorage").AppSettings;

        Assert.All(OptionsClasses.Settings.Where(setting => setting.Value is not null), setting => Assert.Equal(setting.Value, settings[setting.Key]));
    }

    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public void App_WithTheTemplatesSettings_AcceptsThem(string snapshot)
    {
        var settings = PredictedDeployment.Of(snapshot).AppSettings.ToDictionary(
            setting => setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
            setting => setting.Value switch
            {
                // A secure parameter that nobody has given.
                ['[', ..] value when value.StartsWith("[parameters(", StringComparison.Ordinal) => "",
                ['[', ..] => "https://account.blob.core.windows.net/",
                var value => (string?)value,
            },
            StringComparer.Ordinal);
        settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000000";
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddFanOut();
        using var services = builder.Services.BuildServiceProvider();

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [MemberData(nameof(Snapshots.Names), MemberType = typeof(Snapshots))]
    public void Overrides_AreKeysThatHostJsonMayHold(string snapshot) => Assert.All(
        PredictedDeployment.Of(snapshot).AppSettings.Where(setting => setting.Key.StartsWith(HostJson, StringComparison.Ordinal)),
        setting => Assert.Null(HostJsonSchema.WhatIsWrong(setting.Key[HostJson.Length..].Replace("__", "/", StringComparison.Ordinal), setting.Value)));

    [Theory]
    [InlineData("durableTaskScheduler", "azureManaged")]
    [InlineData("azureStorage", null)]
    public void Overrides_SwitchTheBackend(string snapshot, string? provider)
    {
        PredictedDeployment.Of(snapshot).AppSettings.TryGetValue(HostJson + "extensions__durableTask__storageProvider__type", out var set);

        Assert.Equal(provider, set);
    }
}
