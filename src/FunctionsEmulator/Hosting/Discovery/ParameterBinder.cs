using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>Says where the value of each parameter of a function comes from.</summary>
internal sealed class ParameterBinder(MethodInfo method, TriggerBindingAttribute trigger, ParameterExpression context)
{
    /// <exception cref="HostStartException">Nothing gives the parameter a value.</exception>
    public Expression Bind(ParameterInfo parameter)
    {
        var binding = parameter.GetCustomAttribute<BindingAttribute>();
        return (binding, parameter.ParameterType) switch
        {
            (HttpTriggerAttribute, var type) when type == typeof(HttpRequest) => Of(nameof(InvocationContext.Request)),
            (OrchestrationTriggerAttribute, var type) when type == typeof(TaskOrchestrationContext) =>
                Of(nameof(InvocationContext.Orchestration)),
            (ActivityTriggerAttribute, { IsByRef: false } type) => Input(type),
            (DurableClientAttribute { TaskHub: null, ConnectionName: null }, var type) when type == typeof(DurableTaskClient) =>
                Of(nameof(InvocationContext.Client)),
            (null, var type) when type == typeof(FunctionContext) => context,
            (null, var type) when type == typeof(CancellationToken) => Of(nameof(InvocationContext.CancellationToken)),
            (null, { IsByRef: false } type) when trigger is OrchestrationTriggerAttribute => Input(type),
            (null, { IsByRef: false } type) when trigger is HttpTriggerAttribute http && IsInRoute(http, parameter) => RouteValue(parameter, type),
            _ => throw FunctionDiscovery.Wrong(method, Advice(parameter, binding)),
        };
    }

    private static string Advice(ParameterInfo parameter, BindingAttribute? binding) => binding switch
    {
        HttpTriggerAttribute => $"the HTTP trigger's parameter '{parameter.Name}' has to be an HttpRequest.",
        OrchestrationTriggerAttribute => $"the orchestration trigger's parameter '{parameter.Name}' has to be a TaskOrchestrationContext.",
        DurableClientAttribute { TaskHub: null, ConnectionName: null } =>
            $"the durable client's parameter '{parameter.Name}' has to be a DurableTaskClient.",
        DurableClientAttribute => $"the durable client '{parameter.Name}' can only be that of the host's own task hub and connection.",
        _ => $"nothing gives its parameter '{parameter.Name}' ({parameter.ParameterType}) a value.",
    };

    private bool IsInRoute(HttpTriggerAttribute http, ParameterInfo parameter)
    {
        try
        {
            return RoutePatternFactory.Parse(http.Route ?? string.Empty).GetParameter(parameter.Name!) is not null
                && TypeDescriptor.GetConverter(parameter.ParameterType).CanConvertFrom(typeof(string));
        }
        catch (RoutePatternException e)
        {
            throw FunctionDiscovery.Wrong(method, $"its route '{http.Route}' is not valid. {e.Message}");
        }
    }

    private MemberExpression Of(string property) => Expression.Property(context, property);

    private MethodCallExpression Input(Type type) => Expression.Call(context, nameof(InvocationContext.ReadInput), [type]);

    private MethodCallExpression RouteValue(ParameterInfo parameter, Type type) => Expression.Call(
        context,
        nameof(InvocationContext.ReadRouteValue),
        [type],
        Expression.Constant(parameter.Name),
        parameter.HasDefaultValue && parameter.DefaultValue is { } start ? Expression.Constant(start, type) : Expression.Default(type));
}
