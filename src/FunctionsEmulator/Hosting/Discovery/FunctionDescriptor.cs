using System.Reflection;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>A function of the app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">Its method.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Parameters">Where the values of its parameters come from.</param>
/// <param name="Execute">Calls the method, with the values of its parameters.</param>
internal sealed record FunctionDescriptor(
    string Name,
    MethodInfo Method,
    TriggerBindingAttribute Trigger,
    IReadOnlyList<BoundParameter> Parameters,
    Func<InvocationContext, object?[], Task<object?>> Execute)
{
    /// <summary>The properties of its result that are outputs; none when the result is the one output.</summary>
    public IReadOnlyList<(PropertyInfo Property, string Kind)> Outputs { get; } = Trigger is HttpTriggerAttribute ? FunctionOutputs.Of(Method) : [];

    public FunctionDefinition Definition => field ??= new MethodDefinition(this);

    /// <summary>What the Functions tools call the trigger.</summary>
    public string TriggerName => Trigger switch
    {
        HttpTriggerAttribute => "httpTrigger",
        OrchestrationTriggerAttribute => "orchestrationTrigger",
        _ => "activityTrigger",
    };
}
