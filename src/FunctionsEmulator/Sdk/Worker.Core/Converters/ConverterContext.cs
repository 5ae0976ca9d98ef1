namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter is asked for.</summary>
public abstract class ConverterContext
{
    /// <summary>The parameter's type.</summary>
    public abstract Type TargetType { get; }

    /// <summary>What there is to convert; null when neither a binding nor the trigger has a value of the parameter's name.</summary>
    public abstract object? Source { get; }

    /// <summary>The invocation.</summary>
    public abstract FunctionContext FunctionContext { get; }

    /// <summary>What else is known of the parameter.</summary>
    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
