using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FanOut.Jobs;

namespace FanOut.Tests.OpenApi;

/// <summary>The options are documented with the ranges that their rules accept and the defaults that they have.</summary>
public sealed class OpenApiOptionTests
{
    /// <summary>How far past its ends a range is tried.</summary>
    private const double Beyond = 0.001;

    private static JsonObject Options => OpenApiDocument.Schema("JobOptions")["properties"]!.AsObject();

    public static TheoryData<string> Names => [.. OptionRules.All.Keys];

    [Fact]
    public void Options_AreThoseThatHaveRules() =>
        Assert.Equal(OptionRules.All.Keys.Append(OptionRules.Headers).Order(StringComparer.Ordinal), OpenApiDocument.Properties("JobOptions"));

    [Fact]
    public void Defaults_AreThoseOfANewJob()
    {
        var written = JsonSerializer.SerializeToNode(new JobOptions(), JobJson.Default.JobOptions)!.AsObject();

        Assert.All(written, option => Assert.True(
            JsonNode.DeepEquals(option.Value, Options[option.Key]!["default"]), $"The default of {option.Key} is {option.Value}."));
    }

    [Theory, MemberData(nameof(Names))]
    public void Range_OfAnOption_EndsWhereItsRuleRefuses(string name)
    {
        var schema = Options[name]!;
        if (schema["enum"] is JsonArray words)
        {
            Assert.All(words, word => Assert.Null(Judge(name, JsonTokenType.String, (string)word!)));
            Assert.NotNull(Judge(name, JsonTokenType.String, "nothing of these"));
        }
        else if (schema["maximum"] is { } maximum)
        {
            var step = TypeOf(schema) is "integer" ? 1 : Beyond;
            var max = (double)maximum;
            var openMin = (double?)schema["exclusiveMinimum"];
            var min = openMin + step ?? (double)schema["minimum"]!;
            Assert.Null(Judge(name, min));
            Assert.Null(Judge(name, max));
            Assert.NotNull(Judge(name, max + step));
            Assert.NotNull(Judge(name, min - step));
            if (TypeOf(schema) is "integer") Assert.NotNull(Judge(name, min + 0.5));
        }
        else if (TypeOf(schema) is "boolean")
        {
            Assert.Null(Judge(name, JsonTokenType.True, ""));
            Assert.NotNull(Judge(name, JsonTokenType.String, "true"));
        }
        else
        {
            Assert.All(schema["examples"]!.AsArray(), example => Assert.Null(Judge(name, JsonTokenType.String, (string)example!)));
            Assert.NotNull(Judge(name, JsonTokenType.String, "many"));
        }
    }

    private static string TypeOf(JsonNode schema) => (string)(schema["type"] is JsonArray several ? several[0]! : schema["type"]!)!;

    private static string? Judge(string name, double number) => Judge(name, JsonTokenType.Number, number.ToString(CultureInfo.InvariantCulture));

    private static string? Judge(string name, JsonTokenType type, string text)
    {
        var options = new JobOptions();
        return OptionRules.All[name](new OptionValue(type, text), ref options);
    }
}
