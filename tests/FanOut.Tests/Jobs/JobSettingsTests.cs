using FanOut.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FanOut.Tests.Jobs;

public sealed class JobSettingsTests
{
    [Fact]
    public void Settings_LeftOut_AreDefaults() =>
        Assert.Equivalent(
            new JobSettings { Container = "fanout", MaxRequestBytes = 33_554_432, MaxUrlsPerJob = 100_000, MaxJobsInFlight = 1_000, ListContainers = "lists" },
            Read([]), strict: true);

    [Fact]
    public void Settings_Given_AreRead()
    {
        var settings = Read(new()
        {
            ["FanOut:Container"] = "jobs-2",
            ["FanOut:MaxRequestBytes"] = "1000",
            ["FanOut:MaxUrlsPerJob"] = "5",
            ["FanOut:MaxJobsInFlight"] = "7",
            ["FanOut:ListContainers"] = "lists-1, lists-2",
            ["FanOut:BlobServiceUri"] = "https://account.blob.core.windows.net",
        });
        Assert.Equal(("jobs-2", 1000, 5, 7), (settings.Container, settings.MaxRequestBytes, settings.MaxUrlsPerJob, settings.MaxJobsInFlight));
        Assert.Equal(["lists-1", "lists-2"], JobSettings.Names(settings.ListContainers));
        Assert.Equal("account.blob.core.windows.net", settings.BlobServiceUri?.Host);
    }

    [Theory]
    [InlineData("MaxRequestBytes", "0")]
    [InlineData("MaxRequestBytes", "-5")]
    [InlineData("MaxUrlsPerJob", "0")]
    [InlineData("MaxUrlsPerJob", "1000001")]
    [InlineData("MaxJobsInFlight", "0")]
    [InlineData("MaxJobsInFlight", "10001")]
    [InlineData("Container", "")]
    [InlineData("Container", "ab")]
    [InlineData("Container", "Upper")]
    [InlineData("Container", "two--hyphens")]
    [InlineData("Container", "-edge")]
    [InlineData("Container", "line\n")]
    [InlineData("ListContainers", "fanout")]
    [InlineData("ListContainers", "lists,fanout")]
    [InlineData("ListContainers", "azure-webjobs-hosts")]
    [InlineData("ListContainers", "fanout-journal")]
    [InlineData("ListContainers", "fanout-leases")]
    [InlineData("ListContainers", "fanout-applease")]
    [InlineData("ListContainers", "fanout-largemessages")]
    [InlineData("ListContainers", "$web")]
    [InlineData("ListContainers", "*")]
    [InlineData("ListContainers", "lists/today")]
    [InlineData("BlobServiceUri", "account")]
    [InlineData("BlobServiceUri", "ftp://account.example/")]
    [InlineData("BlobServiceUri", "https://account.example/?sig=secret")]
    public void Setting_ThatIsWrong_IsNamedInOneLine(string name, string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(new() { [$"FanOut:{name}"] = value }));
        var failure = Assert.Single(refused.Failures);
        Assert.StartsWith($"FanOut__{name} must", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void ListContainers_Empty_AreNone() => Assert.Empty(JobSettings.Names(Read(new() { ["FanOut:ListContainers"] = "" }).ListContainers));

    private static JobSettings Read(Dictionary<string, string?> values)
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddJobRequests()
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<JobSettings>>().Value;
    }
}
