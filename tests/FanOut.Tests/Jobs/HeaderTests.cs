namespace FanOut.Tests.Jobs;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("Accept", "text/html;q=0.9, */*")]
    [InlineData("X-Token_1.2!", "")]
    [InlineData("Authorization", " Bearer abc ")]
    public async Task Header_ThatIsSound_IsTaken(string name, string value) =>
        Assert.Equal(value.Trim(), (await Posting.OptionsOf($$$"""{"headers":{"{{{name}}}":"{{{value}}}"}}""")).Headers[name]);

    [Theory]
    [InlineData("Connection")]
    [InlineData("keep-alive")]
    [InlineData("Proxy-Authorization")]
    [InlineData("proxy-anything")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("UPGRADE")]
    [InlineData("Host")]
    [InlineData("cookie")]
    [InlineData("Content-Length")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:")]
    [InlineData("ü")]
    public async Task Header_ThatIsRefused_IsNamed(string name) =>
        await Posting.OptionIsRefused($$$"""{"headers":{"{{{name}}}":"v"}}""", $"options.headers.{name}");

    [Theory]
    [InlineData("\"a\\r\\nX: b\"")]
    [InlineData("\"a\\u0000\"")]
    [InlineData("\"a\\tb\"")]
    [InlineData("\"ü\"")]
    [InlineData("\"\\u007f\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[\"v\"]")]
    [InlineData("{\"v\":{}}")]
    public async Task HeaderValue_ThatIsRefused_IsNamed(string value) =>
        await Posting.OptionIsRefused($$"""{"headers":{"X-A":{{value}}},"maxAttempts":2}""", "options.headers.X-A");

    [Theory]
    [InlineData("[]")]
    [InlineData("\"X-A: v\"")]
    public async Task Headers_ThatAreNoObject_AreRefused(string headers) => await Posting.OptionIsRefused($$"""{"headers":{{headers}}}""", "options.headers");

    [Fact]
    public async Task Header_RepeatedInAnotherCase_IsRefused() =>
        await Posting.OptionIsRefused("""{"headers":{"X-A":"1","x-a":"2"}}""", "options.headers.x-a");

    [Fact]
    public async Task Headers_BeyondTheirNumber_AreRefused()
    {
        Assert.Equal(50, (await Posting.OptionsOf(Headers(50, 1))).Headers.Count);
        await Posting.OptionIsRefused(Headers(51, 1), "options.headers");
    }

    [Fact]
    public async Task Headers_BeyondTheirSize_AreRefused()
    {
        // Names take 3 bytes each.
        Assert.Equal(2, (await Posting.OptionsOf(Headers(2, 8 * 1024 - 3))).Headers.Count);
        await Posting.OptionIsRefused(Headers(2, 8 * 1024 - 2), "options.headers");
        await Posting.OptionIsRefused(Headers(1, 500_000), "options.headers");
        await Posting.OptionIsRefused($$$"""{"headers":{"{{{new string('n', 500_000)}}}":"v"}}""", "options.headers");
    }

    private static string Headers(int count, int length) =>
        "{\"headers\":{" + string.Join(',', Enumerable.Range(10, count).Select(i => $"\"h{i}\":\"{new string('v', length)}\"")) + "}}";
}
