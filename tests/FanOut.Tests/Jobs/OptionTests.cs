using System.Text.Json;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class OptionTests
{
    [Theory]
    [InlineData("maxConcurrency", 1, 2000)]
    [InlineData("batchSize", 1, 500)]
    [InlineData("maxAttempts", 1, 10)]
    [InlineData("maxPerHost", 1, 2000)]
    [InlineData("maxCaptureBytes", 1, 262144)]
    [InlineData("maxBodyBytes", 1, 16777216)]
    public async Task Integer_WithinItsRange_IsTaken_AndAnythingElseRefused(string name, int min, int max)
    {
        foreach (var good in new[] { min, max })
        {
            // batchSize alone would be clamped to the default of maxConcurrency.
            var wide = name is "maxConcurrency" ? "" : "\"maxConcurrency\":2000,";
            var options = await Posting.OptionsOf($$"""{{{wide}}"{{name}}":{{good}}}""");
            Assert.Equal(good, JsonSerializer.SerializeToElement(options).GetProperty(name).GetInt32());
        }
        foreach (var bad in new[]
        {
            $"{min - 1}", $"{max + 1}", "-1", "1.5", "1.0", "1e1", "1e999", "99999999999", "\"5\"", "true", "[]", "{\"a\":[1]}",
        })
        {
            await Posting.OptionIsRefused($$"""{"{{name}}":{{bad}}}""", $"options.{name}");
        }
    }

    [Theory]
    [InlineData("timeoutSeconds", "0.1", "300", "0.09", "300.1")]
    [InlineData("deadlineSeconds", "0.001", "604800", "0", "604801")]
    public async Task Seconds_WithinTheirRange_AreTaken_AndAnythingElseRefused(string name, string min, string max, string below, string above)
    {
        foreach (var good in new[] { min, max, "2.5e1" }) await Posting.OptionsOf($$"""{"{{name}}":{{good}}}""");
        foreach (var bad in new[] { below, above, "-5", "1e999", "-1e999", "\"5\"", "\"NaN\"", "false", "[1]" })
            await Posting.OptionIsRefused($$"""{"{{name}}":{{bad}}}""", $"options.{name}");
    }

    [Theory]
    [InlineData("""{"attemptTimeoutSeconds":10}""", true)]
    [InlineData("""{"attemptTimeoutSeconds":10.5}""", false)]
    [InlineData("""{"attemptTimeoutSeconds":20,"timeoutSeconds":20}""", true)]
    [InlineData("""{"attemptTimeoutSeconds":20.1,"timeoutSeconds":20}""", false)]
    [InlineData("""{"attemptTimeoutSeconds":0.05}""", false)]
    public async Task AttemptTimeout_IsAtMostTheTimeout(string options, bool good)
    {
        if (good) Assert.NotNull((await Posting.OptionsOf(options)).AttemptTimeoutSeconds);
        else await Posting.OptionIsRefused(options, "options.attemptTimeoutSeconds");
    }

    [Theory]
    [InlineData("\"GET\"", true)]
    [InlineData("\"HEAD\"", true)]
    [InlineData("\"get\"", false)]
    [InlineData("\"POST\"", false)]
    [InlineData("1", false)]
    public async Task Method_IsGetOrHead(string method, bool good)
    {
        if (good) Assert.Equal(method.Trim('"'), (await Posting.OptionsOf($$"""{"method":{{method}}}""")).Method);
        else await Posting.OptionIsRefused($$"""{"method":{{method}}}""", "options.method");
    }

    [Theory]
    [InlineData("none", Capture.None)]
    [InlineData("text", Capture.Text)]
    [InlineData("json", Capture.Json)]
    public async Task Capture_IsOneOfThree(string capture, Capture expected)
    {
        Assert.Equal(expected, (await Posting.OptionsOf($$"""{"capture":"{{capture}}"}""")).Capture);
        await Posting.OptionIsRefused($$"""{"capture":"{{capture}}x"}""", "options.capture");
        await Posting.OptionIsRefused("""{"capture":0}""", "options.capture");
    }

    [Theory]
    [InlineData("\"100\"", "100")]
    [InlineData("\"0\"", "0")]
    [InlineData("\"5%\"", "5%")]
    [InlineData("\"2.5%\"", "2.5%")]
    [InlineData("\"100%\"", "100%")]
    [InlineData("17", "17")]
    public async Task ToleratedFailures_AreACountOrAShare(string given, string expected) =>
        Assert.Equal(expected, (await Posting.OptionsOf($$"""{"toleratedFailures":{{given}}}""")).ToleratedFailures);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"%\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"1.5\"")]
    [InlineData("\"100.1%\"")]
    [InlineData("\"-5%\"")]
    [InlineData("\"5 %\"")]
    [InlineData("\"5%%\"")]
    [InlineData("\"many\"")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e999")]
    [InlineData("true")]
    public async Task ToleratedFailures_OfAnyOtherKind_AreRefused(string given) =>
        await Posting.OptionIsRefused($$"""{"toleratedFailures":{{given}}}""", "options.toleratedFailures");

    [Theory]
    [InlineData("dedupe", "\"true\"")]
    [InlineData("dedupe", "1")]
    [InlineData("dedupe", "{}")]
    [InlineData("respectRobots", "\"true\"")]
    [InlineData("respectRobots", "1")]
    public async Task Flag_IsTrueOrFalse(string name, string given) => await Posting.OptionIsRefused($$"""{"{{name}}":{{given}}}""", "options." + name);

    [Fact]
    public async Task RespectRobots_IsOffUnlessAskedFor()
    {
        Assert.True((await Posting.OptionsOf("""{"respectRobots":true}""")).RespectRobots);
        Assert.False((await Posting.OptionsOf("""{"respectRobots":false}""")).RespectRobots);
        Assert.False((await Posting.OptionsOf("{}")).RespectRobots);
    }

    [Fact]
    public async Task BatchSize_AboveMaxConcurrency_IsClampedToIt()
    {
        var options = await Posting.OptionsOf("""{"batchSize":100,"maxConcurrency":10}""");
        Assert.Equal((10, 10), (options.BatchSize, options.MaxConcurrency));
        Assert.Equal(10, (await Posting.OptionsOf("""{"maxConcurrency":10}""")).BatchSize);
    }

    [Fact]
    public async Task Null_ForAnyOption_MeansItsDefault()
    {
        var nulls = string.Join(',', OptionRules.Known.Split(", ").Select(name => $"\"{name}\":null"));
        Assert.Equivalent(new JobOptions(), await Posting.OptionsOf($"{{{nulls}}}"), strict: true);
    }

    [Fact]
    public void Rules_AreThoseOfTheOptions() =>
        Assert.Equal(
            typeof(JobOptions).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal),
            OptionRules.Known.Split(", "));

    [Theory]
    [InlineData("""{"MaxConcurrency":5}""", "options.MaxConcurrency")]
    [InlineData("""{"maxConcurency":{"a":[1,2]}}""", "options.maxConcurency")]
    [InlineData("""{"maxAttempts":2,"maxAttempts":3}""", "options.maxAttempts")]
    [InlineData("""{"maxAttempts":null,"maxAttempts":3}""", "options.maxAttempts")]
    public async Task Option_UnknownOrRepeated_IsNamed(string options, string field) => await Posting.OptionIsRefused(options, field);

    [Fact]
    public async Task UnknownOption_IsRefused_WithTheKnownOnes()
    {
        var refused = await new Posting().RefusedAsync("""{"urls":["u"],"options":{"concurrency":5}}""");
        Assert.Contains("maxConcurrency", Assert.Single(refused.Errors["options.concurrency"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_BesideAJsonBody_IsNotIgnored() =>
        Assert.Equal(["maxConcurrency"], (await new Posting { Query = "?maxConcurrency=5&code=k&other=1" }.RefusedAsync("""{"urls":["u"]}""")).Errors.Keys);
}
