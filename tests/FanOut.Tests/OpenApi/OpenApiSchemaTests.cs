using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FanOut.Callbacks;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Results;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.OpenApi;

/// <summary>What is answered has the members that the document gives it.</summary>
public sealed class OpenApiSchemaTests
{
    public static TheoryData<string, Type> Answers => new()
    {
        { "Job", typeof(Job) },
        { "JobLinks", typeof(JobLinks) },
        { "JobCallback", typeof(JobCallback) },
        { "JobOptions", typeof(JobOptions) },
        { "JobPage", typeof(JobPage) },
        { "Health", typeof(Health) },
        { "Manifest", typeof(Manifest) },
        { "DurationPercentiles", typeof(DurationPercentiles) },
        { "ResultsFile", typeof(ResultsFile) },
        { "Receipt", typeof(Receipt) },
    };

    [Theory, MemberData(nameof(Answers))]
    public void Properties_OfAnAnswer_AreThoseOfTheSerializer(string schema, Type type)
    {
        var written = (JobJson.Default.GetTypeInfo(type) ?? ResultsJson.Default.GetTypeInfo(type))!;

        Assert.Equal(Names(written), OpenApiDocument.Properties(schema));
    }

    [Fact]
    public void Properties_OfARecord_AreThoseOfTheSerializer()
    {
        // What a record has on its way to storage only is not seen outside.
        var written = Names(ResultsJson.Default.FetchRecord).Where(name => name is not "stored").ToList();

        Assert.Equal(written, OpenApiDocument.Properties("ResultRecord"));
    }

    [Fact]
    public void Required_OfARecord_IsWhatEachLineHas()
    {
        var line = JsonSerializer.SerializeToNode(new FetchRecord { Index = 0, Url = "", Outcome = Outcome.Ok }, ResultsJson.Default.FetchRecord)!.AsObject();

        var required = OpenApiDocument.Schema("ResultRecord")["required"]!.AsArray().Select(name => (string)name!);

        Assert.Equal(line.Select(member => member.Key).Order(StringComparer.Ordinal), required.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Properties_OfAProblem_AreThoseOfOne()
    {
        var http = new DefaultHttpContext();
        var body = new MemoryStream();
        http.Response.Body = body;
        await JobProblems.NotFound("").ExecuteResultAsync(new() { HttpContext = http });

        var problem = JsonSerializer.Deserialize<JsonElement>(body.ToArray());

        Assert.Equal(problem.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal), OpenApiDocument.Properties("Problem"));
    }

    [Fact]
    public void Words_AreThoseOfTheCode()
    {
        Assert.Equal(Words<Outcome>(), Enumerated("Outcome"));
        Assert.Equal(Words<JobStatus>(), Enumerated("JobStatus"));
        Assert.Equal(Words<CallbackStatus>(), Enumerated("CallbackStatus"));
    }

    private static IEnumerable<string> Names(JsonTypeInfo type) => type.Properties.Select(property => property.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Words<T>() where T : struct, Enum => Enum.GetValues<T>().Select(value => JsonSerializer.SerializeToElement(value).GetString()!);

    private static IEnumerable<string> Enumerated(string schema) => OpenApiDocument.Schema(schema)["enum"]!.AsArray().Select(word => (string)word!);
}
