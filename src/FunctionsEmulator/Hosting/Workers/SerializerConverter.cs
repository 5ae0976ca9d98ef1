using System.Text;
using Azure.Core.Serialization;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Hosting.Workers;

/// <summary>Serializes what is durable with the worker's own serializer.</summary>
internal sealed class SerializerConverter(ObjectSerializer serializer) : DataConverter
{
    public override string? Serialize(object? value) => value is null
        ? null
        : Encoding.UTF8.GetString(serializer.Serialize(value, value.GetType(), CancellationToken.None).ToMemory().Span);

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is null) return null;
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(data), writable: false);
        return serializer.Deserialize(bytes, targetType, CancellationToken.None);
    }
}
