using System.Text;
using Grpc.Core;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>Serializes what travels between client, orchestrators and activities, and refuses what is too large.</summary>
internal static class Payloads
{
    /// <summary>The largest message, in bytes of UTF-8; docs/decisions says why this many.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <exception cref="RpcException">The text is too large: ResourceExhausted, as gRPC answers.</exception>
    public static string? Serialize(DataConverter converter, object? value)
    {
        var text = converter.Serialize(value);
        if (text is null || Encoding.UTF8.GetMaxByteCount(text.Length) <= MaxBytes || Encoding.UTF8.GetByteCount(text) <= MaxBytes) return text;
        throw new RpcException(new Status(
            StatusCode.ResourceExhausted,
            $"A message of {Encoding.UTF8.GetByteCount(text):N0} bytes exceeds the maximum of {MaxBytes:N0}. Store larger data elsewhere and pass a reference."));
    }
}
