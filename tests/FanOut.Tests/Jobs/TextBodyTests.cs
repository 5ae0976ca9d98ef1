using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class TextBodyTests
{
    [Fact]
    public async Task Lines_AreTrimmed_AndBlanksAndCommentsSkipped()
    {
        var posting = Posting.Text();
        var request = await posting.SendAsync("\uFEFF# list\r\nhttps://a/\r\n\r\n  https://b/ \t\r\n\u00A0\n  # more\nc d\n\n\u3000https://e/#f\u3000");
        Assert.Equal(["https://a/", "https://b/", "c d", "https://e/#f"], posting.Urls);
        Assert.Equal(4, request.Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n  \n")]
    [InlineData("# nothing\n#\n")]
    public async Task List_WithoutAUrl_IsRefused(string body) => Assert.Equal(["urls"], (await Posting.Text().RefusedAsync(body)).Errors.Keys);

    [Theory]
    [InlineData(10)]
    [InlineData(70_000)]
    [InlineData(400_000)]
    public async Task BlanksAndComments_HoweverLong_AreSkipped(int length)
    {
        var posting = Posting.Text();
        await posting.SendAsync($"{new string(' ', length)}https://a/\n#{new string('x', length)}\n{new string('\n', length)}https://b/\n#{new string('x', length)}");
        Assert.Equal(["https://a/", "https://b/"], posting.Urls);
    }

    [Theory, InlineData(1, ""), InlineData(1, "\n"), InlineData(5, ""), InlineData(5, "\n"), InlineData(20_000, ""), InlineData(20_000, "\n")]
    public async Task List_ThatTellsItsLength_IsReadAsOneThatDoesNot(int urls, string end)
    {
        var list = string.Join('\n', Enumerable.Range(0, urls).Select(i => $"https://a/{i}")) + end;
        var told = new Posting { ContentType = "text/plain", TellsLength = true };
        var untold = Posting.Text();

        await told.SendAsync(list);
        await untold.SendAsync(list);

        Assert.Equal(urls, told.Urls.Length);
        Assert.Equal(untold.Written, told.Written);
    }

    [Fact]
    public async Task Query_HoldsTheOptions()
    {
        var request = await Posting.Text("?name=nightly%20check&code=secret&maxConcurrency=10&batchSize=5&timeoutSeconds=2.5&attemptTimeoutSeconds=1" +
            "&deadlineSeconds=60&maxAttempts=2&maxPerHost=4&method=HEAD&capture=text&maxCaptureBytes=9&maxBodyBytes=99&dedupe=true&respectRobots=true" +
            "&toleratedFailures=5%25&headers=X-A:%20one&headers=X-B:two:three").SendAsync("https://a/\nhttps://a/\n");
        Assert.Equal(("nightly check", 1), (request.Name, request.Total));
        Assert.Equivalent(new JobOptions
        {
            MaxConcurrency = 10,
            BatchSize = 5,
            TimeoutSeconds = 2.5,
            AttemptTimeoutSeconds = 1,
            DeadlineSeconds = 60,
            MaxAttempts = 2,
            MaxPerHost = 4,
            Method = "HEAD",
            Capture = Capture.Text,
            MaxCaptureBytes = 9,
            MaxBodyBytes = 99,
            Dedupe = true,
            RespectRobots = true,
            ToleratedFailures = "5%",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-A"] = "one", ["X-B"] = "two:three" },
        }, request.Options, strict: true);
    }

    [Theory]
    [InlineData("?nope=1", "nope")]
    [InlineData("?maxConcurrency=0", "maxConcurrency")]
    [InlineData("?maxConcurrency=", "maxConcurrency")]
    [InlineData("?maxConcurrency=%201", "maxConcurrency")]
    [InlineData("?maxConcurrency=1&maxConcurrency=2", "maxConcurrency")]
    [InlineData("?timeoutSeconds=NaN", "timeoutSeconds")]
    [InlineData("?timeoutSeconds=Infinity", "timeoutSeconds")]
    [InlineData("?timeoutSeconds=1,5", "timeoutSeconds")]
    [InlineData("?dedupe=yes", "dedupe")]
    [InlineData("?dedupe", "dedupe")]
    [InlineData("?name=a&name=b", "name")]
    [InlineData("?headers=X-A", "headers")]
    [InlineData("?headers=Host:x", "headers.Host")]
    [InlineData("?headers=X:1&headers=x:2", "headers.x")]
    public async Task Query_ThatIsWrong_IsNamed(string query, string field) =>
        Assert.Equal([field], (await Posting.Text(query).RefusedAsync("https://a/")).Errors.Keys);

    [Fact]
    public async Task Query_And_Body_AreJudgedTogether() =>
        Assert.Equal(["dedupe", "nope", "urls"], (await Posting.Text("?nope=1&dedupe=1").RefusedAsync("#")).Errors.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Lines_OfInvalidUtf8_AreWrittenWithReplacement()
    {
        var posting = Posting.Text();
        await posting.SendAsync([0xFF, (byte)'a', (byte)'\n', (byte)'b', 0xC3]);
        Assert.Equal(["\uFFFDa", "b\uFFFD"], posting.Urls);
    }
}
