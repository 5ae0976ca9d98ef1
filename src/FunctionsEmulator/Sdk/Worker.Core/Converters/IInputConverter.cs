namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Makes parameters of functions.</summary>
public interface IInputConverter
{
    /// <summary>Converts one value, or leaves it to the next converter.</summary>
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
