using System.Text.Json;
using Azure.Core.Serialization;

namespace FunctionsEmulator.Hosting.Workers;

/// <summary>What an app gets that chooses no serializer: JSON as its options say.</summary>
internal sealed class DefaultSerializer(JsonSerializerOptions options) : JsonObjectSerializer(options)
{
    public JsonSerializerOptions Options { get; } = options;
}
