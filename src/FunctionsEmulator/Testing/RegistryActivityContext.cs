using FunctionsEmulator.Durable;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Testing;

/// <summary>What an activity of a registry knows about its call.</summary>
internal sealed class RegistryActivityContext(ActivityInvocation call) : TaskActivityContext
{
    public override TaskName Name => call.Name;

    public override string InstanceId => call.InstanceId;
}
