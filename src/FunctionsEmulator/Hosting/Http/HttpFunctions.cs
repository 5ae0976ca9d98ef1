using FunctionsEmulator.Hosting.Discovery;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>Gives HTTP functions their routes.</summary>
internal static class HttpFunctions
{
    private const string AnyMethod = "*";

    /// <exception cref="HostStartException">A route is not valid, or two functions have the same.</exception>
    public static void Map(
        WebApplication web, IEnumerable<FunctionDescriptor> functions, string routePrefix, FunctionRuntime runtime, FunctionKeys keys)
    {
        var log = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger<HttpEndpoint>();
        var taken = new Dictionary<(string Route, string Method), FunctionDescriptor>();
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger)
            {
                continue;
            }

            Claim(taken, function, trigger, routePrefix);
            var endpoint = new HttpEndpoint(function, trigger.AuthLevel, runtime, keys, log);
            var pattern = Parse(function, routePrefix);
            var mapped = trigger.Methods is { Length: > 0 } methods
                ? web.MapMethods(pattern, methods, endpoint.HandleAsync)
                : web.Map(pattern, endpoint.HandleAsync);
            mapped.WithMetadata(function).WithDisplayName(function.Name);
        }
    }

    /// <summary>The whole route, with its slash in front.</summary>
    public static string RouteOf(FunctionDescriptor function, string routePrefix)
    {
        var route = ((HttpTriggerAttribute)function.Trigger).Route ?? function.Name;
        return routePrefix.Length == 0 ? "/" + route : $"/{routePrefix}/{route}";
    }

    private static string Parse(FunctionDescriptor function, string routePrefix)
    {
        var route = RouteOf(function, routePrefix);
        try
        {
            RoutePatternFactory.Parse(route);
            return route;
        }
        catch (RoutePatternException e)
        {
            throw FunctionDiscovery.Wrong(function.Method, $"its route '{route}' is not valid. {e.Message}");
        }
    }

    private static void Claim(
        Dictionary<(string Route, string Method), FunctionDescriptor> taken,
        FunctionDescriptor function,
        HttpTriggerAttribute trigger,
        string routePrefix)
    {
        var route = RouteOf(function, routePrefix).ToUpperInvariant();
        var methods = trigger.Methods is { Length: > 0 } named ? named.Select(method => method.ToUpperInvariant()) : [AnyMethod];
        foreach (var method in methods)
        {
            if (!taken.TryAdd((route, method), function))
            {
                throw FunctionDiscovery.Wrong(
                    function.Method, $"{FunctionDiscovery.FullName(taken[(route, method)].Method)} has the same route and method.");
            }
        }
    }
}
