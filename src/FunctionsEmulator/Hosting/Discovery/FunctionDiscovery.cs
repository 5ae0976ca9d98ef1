using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>Finds the functions of an app, and says what is wrong with those that cannot be one.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags AnyDeclared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="HostStartException">A method cannot be a function, or two have the same name.</exception>
    public static IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Type> types)
    {
        var found = new Dictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.SelectMany(type => type.GetMethods(AnyDeclared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
            {
                continue;
            }

            var function = Describe(attribute.Name, method);
            if (!found.TryAdd(function.Name, function))
            {
                throw Wrong(method, $"the name '{function.Name}' belongs to {FullName(found[function.Name].Method)} already.");
            }
        }

        return [.. found.Values];
    }

    internal static string FullName(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";

    internal static HostStartException Wrong(MethodInfo method, string reason) =>
        new($"Function {FullName(method)} cannot be used: {reason}");

    private static FunctionDescriptor Describe(string name, MethodInfo method, TriggerBindingAttribute trigger)
    {
        var binder = new ParameterBinder(method, trigger);
        return new(name, method, trigger, [.. method.GetParameters().Select(binder.Bind)], FunctionCompiler.Compile(method));
    }

    private static FunctionDescriptor Describe(string name, MethodInfo method)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw Wrong(method, "its name is empty.");
        }

        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
        {
            throw Wrong(method, "the method and its class have to be public.");
        }

        if (method.ContainsGenericParameters || (method.DeclaringType.IsAbstract && !method.IsStatic))
        {
            throw Wrong(method, "it cannot be generic, or belong to an abstract class without being static.");
        }

        var triggers = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>())
            .OfType<TriggerBindingAttribute>().ToList();
        return triggers is [HttpTriggerAttribute or OrchestrationTriggerAttribute or ActivityTriggerAttribute]
            ? Describe(name, method, triggers[0])
            : throw Wrong(method, "exactly one parameter has to be an HttpTrigger, OrchestrationTrigger or ActivityTrigger.");
    }
}
