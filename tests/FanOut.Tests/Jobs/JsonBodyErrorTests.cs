using System.Globalization;

namespace FanOut.Tests.Jobs;

public sealed class JsonBodyErrorTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    [InlineData("{")]
    [InlineData("""{"urls":["u"]""")]
    [InlineData("""{"urls":["u"]}}""")]
    [InlineData("""{"urls":["u"]} x""")]
    [InlineData("""{"urls":["u"]}{"urls":["u"]}""")]
    [InlineData("""{"urls":["u",]}""")]
    [InlineData("""{"urls":["u" "v"]}""")]
    [InlineData("""{"urls":["\x"]}""")]
    [InlineData("""{"urls":["\u12g4"]}""")]
    [InlineData("""{"urls":["u"],"options":{"timeoutSeconds":NaN}}""")]
    [InlineData("""{"urls":["u"],"options":{"timeoutSeconds":01}}""")]
    [InlineData("""{"urls":["u"]/* no */}""")]
    [InlineData("{'urls':['u']}")]
    [InlineData("{\"urls\":[\"a\nb\"]}")]
    [InlineData("[\"u\"]")]
    [InlineData("\"u\"")]
    [InlineData("null")]
    [InlineData("https://example.com/")]
    public async Task Body_ThatIsNoJsonObject_IsRefusedAsAWhole(string body)
    {
        var refused = await new Posting().RefusedAsync(body);
        Assert.Equal(400, refused.Status);
        Assert.Equal(["body"], refused.Errors.Keys);
    }

    [Fact]
    public async Task BrokenJson_IsRefused_WithItsPlace()
    {
        var refused = await new Posting().RefusedAsync("{\n  \"urls\": [\"u\"],\n  oops\n}");
        Assert.Contains("line 3, byte 3", Assert.Single(refused.Errors["body"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nesting_BeyondTheLimit_IsRefused()
    {
        var deepest = await new Posting().RefusedAsync($$"""{"urls":["u"],"x":{{new string('[', 63)}}{{new string(']', 63)}}}""");
        Assert.Equal(["x"], deepest.Errors.Keys);
        var tooDeep = await new Posting().RefusedAsync($$"""{"urls":["u"],"x":{{new string('[', 64)}}{{new string(']', 64)}}}""");
        Assert.Contains("64 levels", Assert.Single(tooDeep.Errors["body"]), StringComparison.Ordinal);
        await new Posting().RefusedAsync(new string('[', 1_000_000));
    }

    [Theory]
    [InlineData("""{}""", "urls")]
    [InlineData("""{"urls":[]}""", "urls")]
    [InlineData("""{"urls":null}""", "urls")]
    [InlineData("""{"urls":"u"}""", "urls")]
    [InlineData("""{"urls":{"a":["u"]}}""", "urls")]
    [InlineData("""{"urls":["u"],"urls":["v"]}""", "urls")]
    [InlineData("""{"urls":["u",1]}""", "urls[1]")]
    [InlineData("""{"urls":[null,"u"]}""", "urls[0]")]
    [InlineData("""{"urls":["u",["v",["w"]],"x"]}""", "urls[1]")]
    [InlineData("""{"urls":["u",{"url":"v"}]}""", "urls[1]")]
    [InlineData("""{"urls":["u"],"Name":"n"}""", "Name")]
    [InlineData("""{"urls":["u"],"extra":{"urls":[1,{"options":2}]}}""", "extra")]
    [InlineData("""{"urls":["u"],"name":5}""", "name")]
    [InlineData("""{"urls":["u"],"name":["n"]}""", "name")]
    [InlineData("""{"urls":["u"],"name":"a\nb"}""", "name")]
    [InlineData("""{"urls":["u"],"name":"a","name":"b"}""", "name")]
    [InlineData("""{"urls":["u"],"options":[]}""", "options")]
    [InlineData("""{"urls":["u"],"options":5}""", "options")]
    [InlineData("""{"urls":["u"],"options":{},"options":{}}""", "options")]
    [InlineData("""{"options":{"maxAttempts":1},"urls":["u"],"options":{"maxAttempts":99}}""", "options")]
    public async Task Field_ThatIsWrong_IsNamed(string body, string field)
    {
        var refused = await new Posting().RefusedAsync(body);
        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors.Keys);
    }

    [Fact]
    public async Task UnknownProperty_IsRefused_WithTheKnownOnes()
    {
        var refused = await new Posting().RefusedAsync("""{"urls":["u"],"url":"v"}""");
        Assert.Contains("name, urls or urlsFrom, options and callbackUrl", Assert.Single(refused.Errors["url"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadFields_AreAllNamed_InOneAnswer()
    {
        var refused = await new Posting().RefusedAsync("""
            {"name":1,"options":{"maxConcurrency":0,"method":"POST","headers":{"Host":"x"},"nope":1},"urls":["u",7],"more":true}
            """);
        Assert.Equal(
            ["more", "name", "options.headers.Host", "options.maxConcurrency", "options.method", "options.nope", "urls[1]"],
            refused.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BadFields_WithoutEnd_AreCutAndNotEchoed()
    {
        var name = new string('x', 100_000);
        var many = string.Join(',', Enumerable.Range(0, 50_000).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        var refused = await new Posting().RefusedAsync($$"""{"{{name}}":1,"urls":[{{many}}]}""");
        Assert.Equal(20, refused.Errors.Count);
        Assert.All(refused.Errors, error => Assert.InRange(error.Key.Length + error.Value.Sum(text => text.Length), 1, 300));
    }

    [Fact]
    public async Task Name_MayHaveTwoHundredCharacters()
    {
        var name = new string('n', 200);
        Assert.Equal(name, (await new Posting().SendAsync($$"""{"urls":["u"],"name":"{{name}}"}""")).Name);
        Assert.Equal(["name"], (await new Posting().RefusedAsync($$"""{"urls":["u"],"name":"{{name}}n"}""")).Errors.Keys);
    }
}
