using System.Reflection;

namespace FunctionsEmulator.Tests.Sdk;

/// <summary>Type names as C# writes them, with namespaces.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Void"] = "void", ["System.Object"] = "object", ["System.String"] = "string", ["System.Boolean"] = "bool",
        ["System.Char"] = "char", ["System.Byte"] = "byte", ["System.Int32"] = "int", ["System.Int64"] = "long",
        ["System.Single"] = "float", ["System.Double"] = "double", ["System.Decimal"] = "decimal",
    };

    public static string Of(Type type) => type switch
    {
        { IsGenericParameter: true } => type.Name,
        { IsByRef: true } => Of(type.GetElementType()!),
        { IsArray: true } => Of(type.GetElementType()!) + "[]",
        _ when Nullable.GetUnderlyingType(type) is { } underlying => Of(underlying) + "?",
        _ => Named(type, type.GetGenericArguments().Select(Of)),
    };

    /// <summary>The name with <c>?</c> where null may be. Not after a type parameter, where compilers' records of it differ.</summary>
    public static string Of(NullabilityInfo info, NullabilityState state)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is not null)
        {
            return Of(type);
        }

        var name = type.IsArray
            ? Of(info.ElementType!, info.ElementType!.ReadState) + "[]"
            : Named(type, info.GenericTypeArguments.Select(argument => Of(argument, argument.ReadState)));
        return state == NullabilityState.Nullable && !type.IsValueType ? name + "?" : name;
    }

    public static string Keyword(string fullName) => Keywords.GetValueOrDefault(fullName, fullName);

    private static string Named(Type type, IEnumerable<string> arguments)
    {
        var fullName = $"{type.Namespace}.{type.Name}";
        return type.IsGenericType
            ? $"{fullName[..fullName.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>"
            : Keyword(fullName);
    }
}
