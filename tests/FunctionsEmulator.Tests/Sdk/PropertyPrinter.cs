using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionsEmulator.Tests.Sdk;

internal static class PropertyPrinter
{
    public static string? Print(PropertyInfo property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(ApiPrinter.IsVisible).ToList();
        if (accessors.Count == 0)
        {
            return null;
        }

        var info = new NullabilityInfoContext().Create(property);
        var state = property.GetMethod is null ? info.WriteState : info.ReadState;
        var shown = string.Concat(accessors.Select(accessor => Keyword(property, accessor) + "; "));
        return $"{MethodPrinter.Modifiers(accessors[0])}{ApiNames.Of(info, state)} {property.Name} {{ {shown}}}";
    }

    private static string Keyword(PropertyInfo property, MethodInfo accessor) => accessor switch
    {
        _ when accessor == property.GetMethod => "get",
        _ when accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) => "init",
        _ => "set",
    };
}
