using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionsEmulator.Tests.Sdk;

internal static class MethodPrinter
{
    public static string Print(MethodBase method)
    {
        var name = method.IsConstructor ? ".ctor" : method.Name;
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : string.Empty;
        var constraints = method.IsGenericMethod ? string.Concat(method.GetGenericArguments().Select(Constraint)) : string.Empty;
        var returned = method is MethodInfo info ? Returned(info) + " " : string.Empty;
        return $"{Modifiers(method)}{returned}{name}{generic}({Parameters(method)}){constraints}";
    }

    public static string Returned(MethodInfo method)
    {
        var info = new NullabilityInfoContext().Create(method.ReturnParameter);
        return ApiNames.Of(info, info.ReadState);
    }

    public static string Parameters(MethodBase method)
    {
        var extends = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((parameter, at) =>
            (extends && at == 0 ? "this " : string.Empty) + Parameter(parameter)));
    }

    public static string Modifiers(MethodBase method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return string.Empty;
        }

        var overrides = method is MethodInfo info && info.GetBaseDefinition() != info;
        return (method.IsPublic ? "public " : "protected ") + method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } => overrides ? "abstract override " : "abstract ",
            { IsVirtual: true, IsFinal: false } => overrides ? "override " : "virtual ",
            { IsVirtual: true } when overrides => "sealed override ",
            _ => string.Empty,
        };
    }

    public static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType || type.IsGenericParameter ? "default" : "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Parameter(ParameterInfo parameter)
    {
        var info = new NullabilityInfoContext().Create(parameter);
        var kind = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            _ => string.Empty,
        };
        var start = parameter.HasDefaultValue ? " = " + Literal(parameter.DefaultValue, parameter.ParameterType) : string.Empty;
        return $"{kind}{ApiNames.Of(info, info.WriteState)} {parameter.Name}{start}";
    }

    private static string Constraint(Type parameter)
    {
        var kinds = new List<string>();
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            kinds.Add("class");
        }

        kinds.AddRange(parameter.GetGenericParameterConstraints().Select(ApiNames.Of));
        return kinds.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", kinds)}" : string.Empty;
    }
}
