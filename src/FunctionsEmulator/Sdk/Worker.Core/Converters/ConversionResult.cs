using System.Runtime.InteropServices;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter answers.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct ConversionResult
{
    private ConversionResult(ConversionStatus status, object? value, Exception? error)
    {
        Status = status;
        Value = value;
        Error = error;
    }

    /// <summary>How the conversion ended.</summary>
    public ConversionStatus Status { get; }

    /// <summary>The value of a conversion that succeeded.</summary>
    public object? Value { get; }

    /// <summary>The reason of one that failed.</summary>
    public Exception? Error { get; }

    /// <summary>The value is not the converter's affair.</summary>
    public static ConversionResult Unhandled() => default;

    /// <summary>There is a value.</summary>
    public static ConversionResult Success(object? value) => new(ConversionStatus.Succeeded, value, error: null);

    /// <summary>The value is wrong.</summary>
    public static ConversionResult Failed(Exception exception) => new(ConversionStatus.Failed, value: null, exception);
}
