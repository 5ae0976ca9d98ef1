using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Testing;

/// <summary>Functions of an app, with a class that needs a service.</summary>
public sealed class OrderFunctions(OrderDesk desk)
{
    [Function("Order")]
    public static async Task<string> OrderAsync([OrchestrationTrigger] TaskOrchestrationContext context, int quantity)
    {
        var total = await context.CallActivityAsync<int>("Price", quantity);
        return await context.CallActivityAsync<string>("Charge", total);
    }

    [Function("Price")]
    public int Price([ActivityTrigger] int quantity) => quantity * desk.UnitPrice;

    [Function("Charge")]
    public static string Charge([ActivityTrigger] int total) => throw new InvalidOperationException($"No test may charge {total}.");
}
