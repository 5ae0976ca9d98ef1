using System.Net;
using FanOut.Callbacks;
using FanOut.Tests.Fetching;
using Microsoft.Extensions.Time.Testing;

namespace FanOut.Tests.Callbacks;

public sealed class CallbackSenderTests
{
    private const string Url = "https://receiver.example/hook", Id = "job-callback";

    private static readonly byte[] s_body = "{}"u8.ToArray();

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000));

    [Theory]
    [InlineData(HttpStatusCode.OK, null, false)]
    [InlineData(HttpStatusCode.NoContent, null, false)]
    [InlineData(HttpStatusCode.Found, "HTTP 302: redirects are not followed", false)]
    [InlineData(HttpStatusCode.NotFound, "HTTP 404", false)]
    [InlineData(HttpStatusCode.Gone, "HTTP 410: the receiver wants no more of it", true)]
    [InlineData(HttpStatusCode.InternalServerError, "HTTP 500", false)]
    public async Task Answer_ByItsStatus_IsSuccessOrAReasonToTryAgainOrToStop(HttpStatusCode status, string? error, bool isFinal)
    {
        var handler = new StubHandler().On(Url, status, answer => answer.Headers.TryAddWithoutValidation("Location", "https://elsewhere.example/"));

        var answer = await TestCallbacks.Sender(handler, _clock).SendAsync(Url, Id, s_body, CancellationToken.None);

        Assert.Equal(new CallbackAnswer((int)status, error, isFinal), answer);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Request_IsAPostOfJsonWithSignatureAndTimeOfTheAttempt()
    {
        var handler = new StubHandler().On(Url, HttpStatusCode.OK);

        await TestCallbacks.Sender(handler, _clock).SendAsync(Url, Id, s_body, CancellationToken.None);

        var request = handler.Requests.Single();
        Assert.True(CallbackSignature.TryReadSecret(TestCallbacks.Secret, out var secret));
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal([Id], request.Headers.GetValues("webhook-id"));
        Assert.Equal(["1600000000"], request.Headers.GetValues("webhook-timestamp"));
        Assert.Equal([CallbackSignature.Sign(secret, Id, "1600000000", s_body)], request.Headers.GetValues("webhook-signature"));
    }

    [Fact]
    public async Task Receiver_ThatNeverAnswers_IsLeftWhenTheTimeOfTheAttemptIsOver()
    {
        var sending = TestCallbacks.Sender(new HangingHandler(), _clock).SendAsync(Url, Id, s_body, CancellationToken.None);
        Assert.False(sending.IsCompleted);

        _clock.Advance(CallbackSender.AttemptLimit);

        Assert.Equal(new CallbackAnswer(null, "no answer within 15 s"), await sending);
    }

    [Fact]
    public async Task Host_ThatStops_IsNoAnswer()
    {
        using var stopping = new CancellationTokenSource();
        var sending = TestCallbacks.Sender(new HangingHandler(), _clock).SendAsync(Url, Id, s_body, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Address_ThatIsNotPublic_IsNotCalledAndNotTriedAgain()
    {
        var handler = new StubHandler();

        var answer = await TestCallbacks.Sender(handler, _clock).SendAsync("http://10.0.0.1/", Id, s_body, CancellationToken.None);

        Assert.Equal(new CallbackAnswer(null, "blocked: private or reserved address", IsFinal: true), answer);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Secret_ThatWasTakenAway_IsAReasonThatMayPass()
    {
        var answer = await TestCallbacks.Sender(new StubHandler(), _clock, secret: null).SendAsync(Url, Id, s_body, CancellationToken.None);

        Assert.Equal(new CallbackAnswer(null, "FanOut__CallbackSecret is not set any more"), answer);
    }
}
