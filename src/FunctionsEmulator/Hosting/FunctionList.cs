using FunctionsEmulator.Hosting.Discovery;
using FunctionsEmulator.Hosting.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsEmulator.Hosting;

/// <summary>Prints the functions of a started host, HTTP functions with the URL that they answer at.</summary>
internal static class FunctionList
{
    public static void Print(TextWriter output, IEnumerable<FunctionDescriptor> functions, string routePrefix, IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? string.Empty;
        output.WriteLine();
        output.WriteLine("Functions:");
        output.WriteLine();
        foreach (var function in functions.OrderBy(function => function.Trigger is not HttpTriggerAttribute).ThenBy(
            function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            output.WriteLine($"  {function.Name}: {Describe(function, address, routePrefix)}");
        }

        output.WriteLine();
        output.Flush();
    }

    private static string Describe(FunctionDescriptor function, string address, string routePrefix) => function.Trigger switch
    {
        HttpTriggerAttribute { Methods: { Length: > 0 } methods } =>
            $"[{string.Join(',', methods.Select(method => method.ToUpperInvariant()))}] {address}{HttpFunctions.RouteOf(function, routePrefix)}",
        HttpTriggerAttribute => $"[ANY] {address}{HttpFunctions.RouteOf(function, routePrefix)}",
        _ => function.TriggerName,
    };
}
