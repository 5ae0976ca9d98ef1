using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionsEmulator.Tests.Sdk;

/// <summary>Writes what a type lets others see, one line for its header and one a member.</summary>
internal static class ApiPrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Header(Type type)
    {
        var kind = type switch
        {
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            { IsEnum: true } => "enum : " + ApiNames.Of(Enum.GetUnderlyingType(type)),
            { IsInterface: true } => "interface",
            { IsValueType: true } =>
                (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : string.Empty) + (IsRecordStruct(type) ? "record struct" : "struct"),
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty) + (IsRecord(type) ? "record" : "class"),
        };
        var bases = type.IsEnum || type.IsSubclassOf(typeof(Delegate)) ? [] : Bases(type).Select(ApiNames.Of).ToList();
        return $"public {kind}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : string.Empty)}{AttributesOf(type)}";
    }

    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"{field.Name} = {field.GetRawConstantValue()}{AttributesOf(field)}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"delegate {MethodPrinter.Returned(invoke)} ({MethodPrinter.Parameters(invoke)})"];
        }

        var members = type.GetMembers(Declared).Where(member => !IsRecordPlumbing(member));
        return members.Select(member => member switch
        {
            MethodBase { IsSpecialName: true, IsConstructor: false } method when !IsOperator(method) => null,
            MethodBase method => IsVisible(method) ? MethodPrinter.Print(method) : null,
            PropertyInfo property => PropertyPrinter.Print(property),
            FieldInfo { IsPublic: true } field => Field(field),
            EventInfo => throw new NotSupportedException($"{member}: events are not compared."),
            _ => null,
        } is { } line ? line + AttributesOf(member) : null).OfType<string>();
    }

    internal static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOperator(MethodBase method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    private static bool IsRecordStruct(Type type) => type.GetMethod("PrintMembers", Declared)?.IsPrivate ?? false;

    private static bool IsRecordPlumbing(MemberInfo member) => member.Name is "<Clone>$" or "EqualityContract";

    private static IEnumerable<Type> Bases(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var own = type.GetInterfaces().Except(inherited);
        var parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? new[] { b } : [];
        return parent.Concat(own);
    }

    private static string Field(FieldInfo field)
    {
        var type = ApiNames.Of(field.FieldType);
        return field.IsLiteral
            ? $"public const {type} {field.Name} = {MethodPrinter.Literal(field.GetRawConstantValue(), field.FieldType)}"
            : $"public {(field.IsStatic ? "static " : string.Empty)}{(field.IsInitOnly ? "readonly " : string.Empty)}{type} {field.Name}";
    }

    private static string AttributesOf(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(ObsoleteAttribute) || data.AttributeType == typeof(AttributeUsageAttribute))
        .Select(data => $" @[{data.AttributeType.FullName}({string.Join(", ", Arguments(data))})]"));

    private static IEnumerable<string> Arguments(CustomAttributeData data) =>
        data.ConstructorArguments.Select(argument => argument.Value switch
        {
            string text => $"\"{text}\"",
            _ when argument.ArgumentType.IsEnum =>
                $"{argument.ArgumentType.FullName}.{Enum.ToObject(argument.ArgumentType, argument.Value!)}",
            var value => $"{value}",
        }).Concat(data.NamedArguments.Select(named => $"{named.MemberName} = {named.TypedValue.Value}"));
}
