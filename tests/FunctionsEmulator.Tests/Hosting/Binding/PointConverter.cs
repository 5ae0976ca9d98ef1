using System.Globalization;
using Microsoft.Azure.Functions.Worker.Converters;

namespace FunctionsEmulator.Tests.Hosting.Binding;

/// <summary>Reads <c>3x4</c>; fails for text of another shape.</summary>
public sealed class PointConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => ValueTask.FromResult(context.Source switch
    {
        string text when text.Split('x') is [var x, var y] => ConversionResult.Success(
            new Point(int.Parse(x, CultureInfo.InvariantCulture), int.Parse(y, CultureInfo.InvariantCulture))),
        string text => ConversionResult.Failed(new FormatException(text)),
        _ => ConversionResult.Unhandled(),
    });
}
