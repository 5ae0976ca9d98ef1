using FunctionsEmulator.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsEmulator.Hosting.Invocation;

internal sealed partial class InvocationContext : IHttpRequestDataFeature
{
    private RequestData? _requestData;

    /// <summary>The values of the function's parameters.</summary>
    public FunctionInputs Inputs => field ??= new FunctionInputs(this, function);

    public InputConverters Converters => runtime.Converters;

    /// <summary>The instance that a durable function belongs to.</summary>
    public string? InstanceId => Orchestration?.InstanceId ?? Activity?.InstanceId;

    /// <summary>The input of an orchestrator or activity.</summary>
    /// <exception cref="InvalidOperationException">There is none, and the type does not allow that.</exception>
    public static object? ReadInput<T>(InvocationContext context)
    {
        if (context.Orchestration is { } orchestration)
        {
            return orchestration.GetInput<T>();
        }

        var activity = context.Activity!;
        return activity.Input is null && default(T) is not null
            ? throw new InvalidOperationException($"The activity '{context.FunctionDefinition.Name}' was given no input; it needs a {typeof(T)}.")
            : activity.Converter.Deserialize<T>(activity.Input);
    }

    /// <summary>What the trigger gives to a parameter that is left to converters.</summary>
    public async ValueTask<object?> GetTriggerAsync(Type type) =>
        type == typeof(HttpRequestData) ? await GetHttpRequestDataAsync(this) : Http?.Request;

    public async ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context)
    {
        if (Http is null) return null;
        return _requestData ??= await RequestData.CreateAsync(this, Http.Request, TakesRequestData);
    }

    /// <summary>Whether the request's body is for an <see cref="HttpRequestData"/>, and for nothing else that would read it.</summary>
    private bool TakesRequestData => function.Parameters.Any(parameter => parameter.Type == typeof(HttpRequestData));
}
