using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>The properties of what a function returns that are outputs of their own.</summary>
internal static class FunctionOutputs
{
    public const string Http = "http";
    public const string Return = "$return";

    /// <summary>The properties with their kinds; none when the function returns its one result itself.</summary>
    /// <exception cref="HostStartException">Two properties are to answer the request.</exception>
    public static IReadOnlyList<(PropertyInfo Property, string Kind)> Of(MethodInfo method)
    {
        var outputs = Awaited(method.ReturnType).GetProperties().Where(IsOutput).Select(property => (property, Http)).ToList();
        return outputs.Count <= 1
            ? outputs
            : throw FunctionDiscovery.Wrong(method, $"only one of {string.Join(", ", outputs.Select(output => output.property.Name))} can answer the request.");
    }

    private static Type Awaited(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;

    private static bool IsOutput(PropertyInfo property) => property.IsDefined(typeof(HttpResultAttribute))
        || (!property.IsDefined(typeof(OutputBindingAttribute)) && property.PropertyType.IsAssignableTo(typeof(HttpResponseData)));
}
