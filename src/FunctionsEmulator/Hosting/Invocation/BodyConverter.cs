using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.Options;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>
/// Reads a request's body for a parameter, as ASP.NET Core's own model binding does. What cannot be read fails the invocation,
/// so the caller sees a 500: a function that wants to answer 400 has to read the body itself.
/// </summary>
internal sealed class BodyConverter(IOptions<JsonOptions> json) : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var request = context.FunctionContext.GetHttpContext()?.Request
            ?? throw new InvalidOperationException("Only a function that a request starts can have its body.");
        if (!request.HasJsonContentType())
        {
            throw new InvalidOperationException($"The content type '{request.ContentType}' is not JSON.");
        }

        try
        {
            return await request.ReadFromJsonAsync(context.TargetType, json.Value.JsonSerializerOptions, context.FunctionContext.CancellationToken) is { } body
                ? ConversionResult.Success(body)
                : throw new InvalidOperationException("The body is null, and a body is required.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The body is not the JSON of a {context.TargetType}: {e.Message}", e);
        }
    }
}
