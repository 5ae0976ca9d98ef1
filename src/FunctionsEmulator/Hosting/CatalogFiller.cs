using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting.Discovery;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting;

/// <summary>Tells the engine which orchestrators and activities there are.</summary>
internal static class CatalogFiller
{
    public static void Fill(TaskCatalog catalog, IEnumerable<FunctionDescriptor> functions, FunctionRuntime runtime)
    {
        foreach (var function in functions)
        {
            switch (function.Trigger)
            {
                case OrchestrationTriggerAttribute trigger:
                    catalog.Orchestrators.Add(trigger.Orchestration ?? function.Name, context =>
                        runtime.RunAsync(new InvocationContext(function, runtime) { Orchestration = context }));
                    break;
                case ActivityTriggerAttribute trigger:
                    catalog.Activities.Add(trigger.Activity ?? function.Name, invocation =>
                        runtime.RunAsync(new InvocationContext(function, runtime) { Activity = invocation }));
                    break;
            }
        }
    }
}
