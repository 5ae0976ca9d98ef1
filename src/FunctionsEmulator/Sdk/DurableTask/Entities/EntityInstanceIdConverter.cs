using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

internal sealed class EntityInstanceIdConverter : JsonConverter<EntityInstanceId>
{
    public override EntityInstanceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EntityInstanceId.FromString(reader.GetString() ?? string.Empty);

    public override void Write(Utf8JsonWriter writer, EntityInstanceId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
