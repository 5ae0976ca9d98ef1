using Microsoft.Azure.Functions.Worker.Converters;

namespace FunctionsEmulator.Tests.Hosting.Binding;

/// <summary>Takes text alone; made by dependency injection.</summary>
public sealed class UpperCaseConverter(ScopeLog log) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.TargetType != typeof(string) || context.Source is not string text) return ValueTask.FromResult(ConversionResult.Unhandled());
        log.Add("converted " + text);
        return ValueTask.FromResult(ConversionResult.Success(text.ToUpperInvariant()));
    }
}
