using System.Reflection;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsEmulator.Hosting.Discovery;

/// <summary>A function of the app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">Its method.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Execute">Calls the method, with its parameters bound.</param>
internal sealed record FunctionDescriptor(
    string Name, MethodInfo Method, TriggerBindingAttribute Trigger, Func<InvocationContext, Task<object?>> Execute)
{
    public FunctionDefinition Definition => field ??= new MethodDefinition(this);

    /// <summary>What the Functions tools call the trigger.</summary>
    public string TriggerName => Trigger switch
    {
        HttpTriggerAttribute => "httpTrigger",
        OrchestrationTriggerAttribute => "orchestrationTrigger",
        _ => "activityTrigger",
    };
}
