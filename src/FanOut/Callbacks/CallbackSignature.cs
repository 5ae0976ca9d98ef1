using System.Security.Cryptography;
using System.Text;

namespace FanOut.Callbacks;

/// <summary>Signs what is sent as Standard Webhooks has it: HMAC-SHA256 over id, time and body, with dots between.</summary>
internal static class CallbackSignature
{
    public const string SecretPrefix = "whsec_";
    public const int MinSecretBytes = 24, MaxSecretBytes = 64;

    private const string Version = "v1,";

    public static bool TryReadSecret(string text, out byte[] secret)
    {
        secret = [];
        if (!text.StartsWith(SecretPrefix, StringComparison.Ordinal)) return false;
        var base64 = text.AsSpan(SecretPrefix.Length);
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64Chars(base64, bytes, out var length) || length is < MinSecretBytes or > MaxSecretBytes) return false;
        secret = bytes[..length];
        return true;
    }

    /// <summary>The value of the header <c>webhook-signature</c>.</summary>
    /// <param name="secret">Shared with the receiver.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="timestamp">Unix time of the attempt, in seconds.</param>
    /// <param name="body">As it is sent.</param>
    public static string Sign(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return Version + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
