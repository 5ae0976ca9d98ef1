using FanOut.Callbacks;
using FanOut.Fetching;
using FanOut.Tests.Fetching;

namespace FanOut.Tests.Callbacks;

/// <summary>Callbacks as they are set up where only public addresses may be reached.</summary>
internal static class TestCallbacks
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static CallbackRules Rules(string? secret = Secret) => new(Guard(TimeProvider.System), new CallbackSettings { CallbackSecret = secret });

    public static CallbackSender Sender(HttpMessageHandler handler, TimeProvider time, string? secret = Secret) =>
        new(new FetchTransport(handler), Guard(time), new CallbackSettings { CallbackSecret = secret }, new FetchSettings().SentUserAgent, time);

    private static EgressGuard Guard(TimeProvider time)
    {
        var names = new StubResolver("93.184.216.34");
        return new EgressGuard(EgressRules.Parse(new FetchSettings()), new OwnEndpoints(null, [], null, names), names, time);
    }
}
