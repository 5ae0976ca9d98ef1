using System.Reflection;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>Says where the value of each parameter of a function comes from.</summary>
internal sealed class ParameterBinder(MethodInfo method, TriggerBindingAttribute trigger)
{
    private static readonly MethodInfo s_readInput = typeof(InvocationContext).GetMethod(nameof(InvocationContext.ReadInput))!;

    /// <exception cref="HostStartException">Nothing gives the parameter a value.</exception>
    public BoundParameter Bind(ParameterInfo parameter)
    {
        var binding = parameter.GetCustomAttribute<BindingAttribute>();
        var converter = parameter.GetCustomAttribute<InputConverterAttribute>()?.ConverterType;
        return (binding, parameter.ParameterType) switch
        {
            (_, { IsByRef: true }) => throw FunctionDiscovery.Wrong(method, Advice(parameter, binding)),
            (HttpTriggerAttribute, var type) when type == typeof(HttpRequestData) || converter is not null => Converted(converter),
            (null, _) when converter is not null => Converted(converter),
            (HttpTriggerAttribute, var type) when type == typeof(HttpRequest) => Read(context => context.Request),
            (OrchestrationTriggerAttribute, var type) when type == typeof(TaskOrchestrationContext) => Read(context => context.Orchestration),
            (ActivityTriggerAttribute, var type) => Read(InputOf(type)),
            (DurableClientAttribute { TaskHub: null, ConnectionName: null }, var type) when type == typeof(DurableTaskClient) =>
                Read(context => context.Client),
            (null, var type) when type == typeof(FunctionContext) => Read(context => context),
            (null, var type) when type == typeof(CancellationToken) => Read(context => context.CancellationToken),
            (null, var type) when trigger is OrchestrationTriggerAttribute => Read(InputOf(type)),
            (null, var type) when trigger is HttpTriggerAttribute && type == typeof(HttpRequest) => Read(context => context.Request),
            (null, var type) when CanBeText(type) => Converted(type.GetCustomAttribute<InputConverterAttribute>()?.ConverterType),
            _ => throw FunctionDiscovery.Wrong(method, Advice(parameter, binding)),
        };

        BoundParameter Read(Func<InvocationContext, object?> read) => new(parameter, read, Converter: null);

        BoundParameter Converted(Type? by) => by is null || by.IsAssignableTo(typeof(IInputConverter))
            ? new(parameter, Read: null, by)
            : throw FunctionDiscovery.Wrong(method, $"its parameter '{parameter.Name}' names {by} as its converter, which is no {nameof(IInputConverter)}.");
    }

    /// <summary>Whether a value of the trigger can become this, or null be meant. What has to be made by someone else is a mistake.</summary>
    private static bool CanBeText(Type type) =>
        type.IsDefined(typeof(InputConverterAttribute)) || !(type.IsInterface || type.IsAbstract || type.IsAssignableTo(typeof(Delegate)));

    private static Func<InvocationContext, object?> InputOf(Type type) => s_readInput.MakeGenericMethod(type).CreateDelegate<Func<InvocationContext, object?>>();

    private static string Advice(ParameterInfo parameter, BindingAttribute? binding) => binding switch
    {
        HttpTriggerAttribute => $"the HTTP trigger's parameter '{parameter.Name}' has to be an HttpRequest or an HttpRequestData.",
        OrchestrationTriggerAttribute => $"the orchestration trigger's parameter '{parameter.Name}' has to be a TaskOrchestrationContext.",
        DurableClientAttribute { TaskHub: null, ConnectionName: null } =>
            $"the durable client's parameter '{parameter.Name}' has to be a DurableTaskClient.",
        DurableClientAttribute => $"the durable client '{parameter.Name}' can only be that of the host's own task hub and connection.",
        _ => $"nothing gives its parameter '{parameter.Name}' ({parameter.ParameterType}) a value.",
    };
}
