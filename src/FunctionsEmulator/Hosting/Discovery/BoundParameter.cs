using System.Reflection;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>A parameter of a function, and where its value comes from.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Read">Gives its value; null when that is for converters to find.</param>
/// <param name="Converter">The converter that it, or its type, names; null for none.</param>
internal sealed record BoundParameter(ParameterInfo Parameter, Func<InvocationContext, object?>? Read, Type? Converter)
{
    public string Name { get; } = Parameter.Name!;

    public Type Type { get; } = Parameter.ParameterType;

    public bool IsTrigger { get; } = Parameter.IsDefined(typeof(TriggerBindingAttribute));

    public bool HasDefault { get; } = Parameter.HasDefaultValue;

    /// <summary>A default of a value type is null in metadata when it is the type's own.</summary>
    public object? Default { get; } = Parameter is { HasDefaultValue: true, DefaultValue: null, ParameterType.IsValueType: true }
        && Nullable.GetUnderlyingType(Parameter.ParameterType) is null
            ? Activator.CreateInstance(Parameter.ParameterType)
            : Parameter.DefaultValue;

    public bool CanBeNull { get; } = !Parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(Parameter.ParameterType) is not null;
}
