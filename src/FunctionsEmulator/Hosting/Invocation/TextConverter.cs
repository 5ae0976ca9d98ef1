using System.Globalization;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.Options;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>
/// The host's own converter, for what stands in routes and queries: text is taken as it is, as a Guid or a time, and for any
/// other type as JSON. So a number has to be one of JSON, and an enum's name or a capital True is none.
/// </summary>
internal sealed class TextConverter(IOptions<WorkerOptions> options) : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.Source is not { } source) return ConversionResult.Unhandled();
        if (context.TargetType.IsInstanceOfType(source)) return ConversionResult.Success(source);
        if (source is not string text || options.Value.Serializer is not { } serializer) return ConversionResult.Unhandled();
        var type = Nullable.GetUnderlyingType(context.TargetType) ?? context.TargetType;
        if (Parse(type, text) is { } parsed) return ConversionResult.Success(parsed);
        try
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return ConversionResult.Success(await serializer.DeserializeAsync(json, context.TargetType, context.FunctionContext.CancellationToken));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return ConversionResult.Failed(e);
        }
    }

    private static object? Parse(Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(Guid)) return Guid.TryParse(text, out var guid) ? guid : null;
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.TryParse(text, culture, out var time) ? time : null;
        if (type == typeof(DateTime)) return DateTime.TryParse(text, culture, out var time) ? time : null;
        if (type == typeof(DateOnly)) return DateOnly.TryParse(text, culture, out var date) ? date : null;
        if (type == typeof(TimeOnly)) return TimeOnly.TryParse(text, culture, out var time) ? time : null;
        return null;
    }
}
