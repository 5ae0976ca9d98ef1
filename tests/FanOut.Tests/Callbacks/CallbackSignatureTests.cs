using System.Text;
using FanOut.Callbacks;

namespace FanOut.Tests.Callbacks;

public sealed class CallbackSignatureTests
{
    /// <summary>The example by which libraries of Standard Webhooks test themselves.</summary>
    [Fact]
    public void Signature_OfTheKnownExample_IsTheKnownOne()
    {
        Assert.True(CallbackSignature.TryReadSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var secret));

        var signature = CallbackSignature.Sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_", false)]
    [InlineData("whsec_dG9vIHNob3J0", false)]
    [InlineData("whsec_this is no base64 at all, whatever", false)]
    public void Secret_ThatIsNone_EndsTheStartWithoutBeingTold(string? secret, bool isTaken)
    {
        var result = new CallbackSettingsValidator().Validate(null, new CallbackSettings { CallbackSecret = secret });

        Assert.Equal(isTaken, result.Succeeded);
        if (isTaken) return;
        Assert.StartsWith("FanOut__CallbackSecret must be whsec_", result.FailureMessage, StringComparison.Ordinal);
        if (secret!.Length > CallbackSignature.SecretPrefix.Length) Assert.DoesNotContain(secret, result.FailureMessage, StringComparison.Ordinal);
    }
}
