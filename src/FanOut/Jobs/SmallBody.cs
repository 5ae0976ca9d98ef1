using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FanOut.Jobs;

/// <summary>Reads a body of a few fields, as the calls that steer a job have.</summary>
internal static class SmallBody
{
    private const int MaxBytes = 16 * 1024;

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = JobLimits.MaxJsonDepth, AllowDuplicateProperties = false };

    /// <summary>Null when there is no body.</summary>
    /// <exception cref="JobRequestException">It is not a JSON object, or too large.</exception>
    public static async Task<JsonDocument?> ReadAsync(HttpRequest request)
    {
        var errors = new JobRequestErrors();
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (length > MaxBytes) throw JobRequestException.TooLarge(MaxBytes, "Send only the fields of this call.");
        if (length == 0) return null;
        if (!IsJson(request.ContentType)) throw JobRequestException.UnsupportedType("Send application/json, and name it in Content-Type.");
        try
        {
            var document = JsonDocument.Parse(buffer.AsMemory(0, length), s_strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            throw errors.Fatal(JobRequestErrors.Body, "Must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw errors.Fatal(JobRequestErrors.Body, $"Is not valid JSON: see line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase));
}
