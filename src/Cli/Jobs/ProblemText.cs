using System.Net;
using System.Text;
using System.Text.Json;

namespace FanOut.Cli.Jobs;

/// <summary>Problem details (RFC 9457) as lines for a person.</summary>
internal static class ProblemText
{
    public static string From(HttpStatusCode status, string body)
    {
        var code = (int)status;
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return $"the app refused the key ({code}): give the right one with --key";
        try
        {
            using var problem = JsonDocument.Parse(body);
            return Describe(code, problem.RootElement);
        }
        catch (JsonException)
        {
            return $"the app answered {code} {status}";
        }
    }

    private static string Describe(int code, JsonElement problem)
    {
        if (problem.ValueKind != JsonValueKind.Object)
            return $"the app answered {code}";

        var text = new StringBuilder($"the app answered {code}");
        var separator = ": ";
        foreach (var member in (string[])["title", "detail"])
        {
            if (problem.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String)
            {
                text.Append(separator).Append(value.GetString());
                separator = " ";
            }
        }

        if (problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in errors.EnumerateObject())
                text.Append("\n  ").Append(field.Name).Append(": ").Append(Messages(field.Value));
        }

        return text.ToString();
    }

    private static string Messages(JsonElement messages) =>
        messages.ValueKind == JsonValueKind.Array ? string.Join(' ', messages.EnumerateArray().Select(m => m.ToString())) : messages.ToString();
}
