using System.Text.Json.Nodes;

namespace Infra.Tests.Settings;

internal static class LocalSettingsSample
{
    public static JsonObject File() => JsonNode.Parse(System.IO.File.ReadAllText(Repository.At("local.settings.sample.json")))!.AsObject();

    public static Dictionary<string, string> Values() =>
        File()["Values"]!.AsObject().ToDictionary(value => value.Key, value => value.Value!.GetValue<string>(), StringComparer.Ordinal);
}
