using FanOut.Fetching;
using FanOut.Telemetry;
using FanOut.Tests.Fetching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace FanOut.Tests.Telemetry;

public sealed class RedactionTests
{
    private const string Secret = "s3cret";

    [Theory]
    [InlineData("http://127.0.0.1:PORT/s3cret/ok?key=s3cret#s3cret", Outcome.Ok)]
    [InlineData("http://127.0.0.1:PORT/s3cret/missing?key=s3cret", Outcome.HttpError)]
    [InlineData("http://127.0.0.1:PORT/s3cret/moved?key=s3cret", Outcome.Ok)]
    [InlineData("http://127.0.0.1:PORT/s3cret/away?key=s3cret", Outcome.Blocked)]
    [InlineData("http://169.254.169.254/s3cret?key=s3cret", Outcome.Blocked)]
    [InlineData("http://user:s3cret@127.0.0.1:PORT/", Outcome.InvalidUrl)]
    [InlineData("s3cret?key=s3cret", Outcome.InvalidUrl)]
    [InlineData("http://127.0.0.1:1/s3cret?key=s3cret", Outcome.ConnectError)]
    public async Task Url_FullOfSecrets_LeavesNoneInSpansAndTags(string url, Outcome outcome)
    {
        await using var site = await TestSite.StartAsync(AnswerAsync);
        using var fetches = new ObservedFetches();
        var options = new FetchOptions { MaxAttempts = 1, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Token"] = Secret } };

        var (record, span) = await fetches.GetAsync(url.Replace("PORT", $"{site.Port}", StringComparison.Ordinal), options);

        Assert.Equal(outcome, record.Outcome);
        Assert.NotEmpty(span.TagObjects);
        Assert.DoesNotContain(span.TagObjects, tag => Tells(tag.Value));
        Assert.False(Tells(span.DisplayName) || Tells(span.StatusDescription));
        Assert.NotEmpty(fetches.Measured);
        Assert.DoesNotContain(fetches.Measured.SelectMany(measured => measured.Tags), tag => Tells(tag.Value) || Tells(tag.Key));
    }

    [Fact]
    public void LogEntry_OfAnything_IsOneLineWithoutTheMessageOfItsException()
    {
        var exported = new List<(string? Message, string? Reason, Exception? Exception, object? Type)>();
        using var loggers = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.AddProcessor(new LogCleaning());
            options.AddProcessor(new LogTap(entry => exported.Add((
                entry.FormattedMessage,
                (string?)entry.Attributes!.First(attribute => attribute.Key is "Reason").Value,
                entry.Exception,
                entry.Attributes!.First(attribute => attribute.Key is "exception.type").Value))));
        }));

        loggers.CreateLogger("test").LogError(new InvalidOperationException("Authorization: " + Secret), "It failed: {Reason}", "one\r\n\u001b[31mtwo");

        Assert.Equal(("It failed: one [31mtwo", "one [31mtwo", null, typeof(InvalidOperationException).FullName), Assert.Single(exported));
    }

    private static Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/s3cret/missing") http.Response.StatusCode = StatusCodes.Status404NotFound;
        if (http.Request.Path == "/s3cret/moved") http.Response.Redirect("/s3cret/ok?again=s3cret");
        if (http.Request.Path == "/s3cret/away") http.Response.Redirect("http://10.0.0.1/s3cret?again=s3cret");
        return Task.CompletedTask;
    }

    private static bool Tells(object? value) => value?.ToString()?.Contains(Secret, StringComparison.OrdinalIgnoreCase) is true;
}
