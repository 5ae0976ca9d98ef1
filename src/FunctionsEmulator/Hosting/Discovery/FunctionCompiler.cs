using System.Linq.Expressions;
using System.Reflection;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>Makes a delegate of a method, so that an invocation costs no reflection.</summary>
internal static class FunctionCompiler
{
    /// <summary>A delegate that takes the parameters' values in their order.</summary>
    public static Func<InvocationContext, object?[], Task<object?>> Compile(MethodInfo method)
    {
        var context = Expression.Parameter(typeof(InvocationContext), "context");
        var values = Expression.Parameter(typeof(object?[]), "values");
        var call = Expression.Call(
            method.IsStatic ? null : Instance(method.DeclaringType!, context),
            method,
            method.GetParameters().Select((parameter, at) =>
                Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(at)), parameter.ParameterType)));
        return Expression.Lambda<Func<InvocationContext, object?[], Task<object?>>>(Outcome(call), context, values).Compile();
    }

    private static UnaryExpression Instance(Type type, ParameterExpression context)
    {
        var factory = ActivatorUtilities.CreateFactory(type, Type.EmptyTypes);
        var services = Expression.Property(context, nameof(InvocationContext.InstanceServices));
        return Expression.Convert(
            Expression.Invoke(Expression.Constant(factory), services, Expression.Constant(null, typeof(object[]))), type);
    }

    private static Expression Outcome(MethodCallExpression call) => call.Type switch
    {
        var type when type == typeof(void) => Expression.Block(call, Expression.Constant(Outcomes.None)),
        var type when type == typeof(Task) || type == typeof(ValueTask) => Expression.Call(typeof(Outcomes), nameof(Outcomes.OfAsync), null, call),
        { IsGenericType: true } type when type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)) =>
            Expression.Call(typeof(Outcomes), nameof(Outcomes.OfAsync), type.GetGenericArguments(), call),
        _ => Expression.Call(typeof(Outcomes), nameof(Outcomes.Of), null, Expression.Convert(call, typeof(object))),
    };
}
