using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using EndToEnd.Tests.App;
using Json.Schema;

namespace EndToEnd.Tests.Api.OpenApi;

/// <summary>Requests made from the document, right and wrong, get answers that it knows.</summary>
[Collection(ApiCollection.Name)]
public sealed class OpenApiFuzzTests(AppFixture app)
{
    private const int Bodies = 150, Queries = 150;

    /// <summary>Right by its own schema, but judged beside another option too.</summary>
    private const string Beside = "options.attemptTimeoutSeconds";

    private static readonly string[] s_junk = ["null", "true", "-1", "0", "1e99", "1.5", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"x\"", "[]", "[[{}]]", "{}", "{\"a\":{}}"];

    [Fact]
    public async Task Body_MadeFromItsSchema_IsTakenOrRefusedAsDocumented()
    {
        var document = await ApiDocument.ReadAsync(app.Api.Http);
        var schema = document.Schema("JobRequest");
        var options = (await JsonNode.ParseAsync(await app.Api.Http.GetStreamAsync(new Uri("/api/openapi.json", UriKind.Relative))))!["components"]!["schemas"]!["JobOptions"]!["properties"]!.AsObject();

        await Body(options).SampleAsync(async body =>
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await app.Api.Http.PostAsync("/api/jobs", content);

            await document.CheckAsync("startJob", answer);
            if (!schema.Evaluate(JsonSerializer.Deserialize<JsonElement>(body)).IsValid) return;
            if (answer.StatusCode is HttpStatusCode.BadRequest) Assert.Equal([Beside], await Problem.ReadAsync(answer, HttpStatusCode.BadRequest));
            else Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }, iter: Bodies, threads: 1);
    }

    [Fact]
    public async Task Query_OfAnyValues_IsTakenOrRefusedAsDocumented()
    {
        var document = await ApiDocument.ReadAsync(app.Api.Http);
        var id = (await app.Api.RunAsync([app.Url("/page/1")])).Text("id");
        (string Operation, string Path)[] calls = [("listJobs", "/api/jobs"), ("getResults", $"/api/jobs/{id}/results"), ("getJob", $"/api/jobs/{id}")];
        var name = Gen.OneOf("status", "top", "continuationToken", "format", "outcome", "other", "");
        var value = Gen.OneOf(Gen.OneOf("running", "1", "101", "ndjson", "csv", "json", "ok", "ok,timeout", ",", "%00", "%C3%28", "a b", "-1", "AAAA"), Gen.String.AlphaNumeric);

        await Gen.Select(Gen.Int[0, calls.Length - 1], Gen.Select(name, value).Array[0, 3]).SampleAsync(async (which, parameters) =>
        {
            var query = string.Join('&', parameters.Select(parameter => $"{parameter.Item1}={parameter.Item2}"));
            using var answer = await app.Api.Http.GetAsync(new Uri($"{calls[which].Path}?{query}", UriKind.Relative));

            await document.CheckAsync(calls[which].Operation, answer);
        }, iter: Queries, threads: 1);
    }

    private static Gen<string> Body(JsonObject options)
    {
        var members = Gen.OneOf([.. options.Select(option => Value(option.Value!).Select(value => $"{JsonSerializer.Serialize(option.Key)}:{value}")), Junk().Select(value => $"\"other\":{value}")]);
        // Nothing is fetched: these are invalid URLs, whose jobs end at once.
        var urls = Gen.Frequency((5, Gen.OneOf("\"no url\"", "\"\"").Array[1, 3].Select(list => $"[{string.Join(',', list)}]")), (1, Junk()));
        return Gen.Select(urls, members.Array[0, 4], Junk(), Gen.Int[0, 9]).Select((list, given, junk, kind) => kind switch
        {
            0 => junk,
            1 => $$"""{"urls":{{list}},"name":{{junk}}}""",
            2 => $$"""{"urls":{{list}},"options":{{junk}}}""",
            _ => $$$"""{"urls":{{{list}}},"options":{ {{{string.Join(',', given.DistinctBy(member => member.Split(':')[0], StringComparer.Ordinal))}}} }}""",
        });
    }

    private static Gen<string> Junk() => Gen.OneOf(s_junk);

    private static Gen<string> Value(JsonNode schema)
    {
        var right = schema["enum"] is JsonArray words ? Gen.OneOf(words.Select(word => word!.ToJsonString()).ToArray())
            : schema["examples"] is JsonArray examples ? Gen.OneOf(examples.Select(example => example!.ToJsonString()).ToArray())
            : schema["maximum"] is { } maximum ? Gen.OneOf((schema["minimum"] ?? maximum).ToJsonString(), maximum.ToJsonString(), schema["default"]?.ToJsonString() ?? "null")
            : Gen.Const(schema["default"]?.ToJsonString() ?? "null");
        return Gen.Frequency((3, right), (1, Junk()));
    }
}
