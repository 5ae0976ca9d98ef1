using FanOut.Tests.Jobs;

namespace FanOut.Tests.Callbacks;

/// <summary>The field <c>callbackUrl</c> of a request.</summary>
public sealed class CallbackRequestTests
{
    private const string Url = "https://receiver.example/hook?of=me";

    [Fact]
    public async Task Url_InABodyOrInAQuery_IsTaken()
    {
        Assert.Equal(Url, (await new Posting().SendAsync(Body($"\"{Url}\""))).CallbackUrl);
        Assert.Equal(Url, (await Posting.Text($"?callbackUrl={Uri.EscapeDataString(Url)}&batchSize=3").SendAsync("https://example.com/")).CallbackUrl);
        Assert.Null((await new Posting().SendAsync(Body("null"))).CallbackUrl);
    }

    [Theory]
    [InlineData("7", "Must be a string.")]
    [InlineData("{\"a\":1}", "Must be a string.")]
    [InlineData("\"\"", "Must be an http or https URL as jobs fetch them: not a URL.")]
    [InlineData("\"ftp://receiver.example/\"", "Must be an http or https URL as jobs fetch them: scheme is neither http nor https.")]
    [InlineData("\"https://me:secret@receiver.example/\"", "Must be an http or https URL as jobs fetch them: user information in the URL.")]
    [InlineData("\"http://169.254.169.254/\"", "Cannot be called: blocked: private or reserved address.")]
    [InlineData("\"http://localhost/\"", "Cannot be called: blocked: localhost.")]
    [InlineData("\"https://receiver.example:22/\"", "Cannot be called: blocked: port not allowed.")]
    public async Task Url_ThatCannotBeCalled_IsRefusedBesideWhateverElseIsWrong(string json, string error)
    {
        var refused = await new Posting().RefusedAsync($$"""{"callbackUrl":{{json}},"urls":[],"name":7}""");

        Assert.Equal(["callbackUrl", "name", "urls"], refused.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([error], refused.Errors["callbackUrl"]);
    }

    [Fact]
    public async Task Url_WithoutASecretToSignWith_IsRefusedByTheNameOfTheSetting()
    {
        var refused = await new Posting { CallbackSecret = null }.RefusedAsync(Body($"\"{Url}\""));

        Assert.Equal(400, refused.Status);
        Assert.Contains("FanOut__CallbackSecret", Assert.Single(refused.Errors["callbackUrl"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Url_InTheQueryOfAJsonBody_IsRefused() =>
        Assert.Equal(["callbackUrl"], (await new Posting { Query = $"?callbackUrl={Url}" }.RefusedAsync("""{"urls":["https://example.com/"]}""")).Errors.Keys);

    private static string Body(string callback) => $$"""{"urls":["https://example.com/"],"callbackUrl":{{callback}}}""";
}
