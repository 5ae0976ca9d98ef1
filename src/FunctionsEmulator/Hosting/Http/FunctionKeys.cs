using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>The keys that callers have to show. Without any key everything is open; with one, what needs the other stays shut.</summary>
internal sealed class FunctionKeys(IConfiguration configuration)
{
    public const string SystemKeySetting = "FanOut:SystemKey";

    private const string Header = "x-functions-key";
    private const string QueryParameter = "code";

    private readonly byte[]? _function = Hash(configuration["FanOut:FunctionKey"]);
    private readonly byte[]? _system = Hash(configuration[SystemKeySetting]);

    /// <summary>Whether there is nothing that a caller without a key may do, but for what is anonymous.</summary>
    public bool BothSet => _function is not null && _system is not null;

    /// <summary>Whether a request may call what has this level.</summary>
    public bool Open(AuthorizationLevel level, HttpRequest request) => level switch
    {
        AuthorizationLevel.Anonymous => true,
        AuthorizationLevel.Function or AuthorizationLevel.User =>
            _function is null || Shown(request) is { } key && (Same(key, _function) | Same(key, _system)),
        _ => (_function is null && _system is null) || (Shown(request) is { } key && Same(key, _system)),
    };

    private static byte[]? Shown(HttpRequest request) =>
        Hash(request.Headers.TryGetValue(Header, out var header) ? header.ToString() : request.Query[QueryParameter].ToString());

    // Hashes have one length, so that comparing them takes one time.
    private static byte[]? Hash(string? key) => string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool Same(byte[] key, byte[]? expected) => expected is not null && CryptographicOperations.FixedTimeEquals(key, expected);
}
