using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>The converters of an app, each made once by dependency injection.</summary>
internal sealed class InputConverters(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, IInputConverter> _made = [];
    private readonly Lazy<Type[]> _registered = new(() => [.. services.GetRequiredService<IOptions<WorkerOptions>>().Value.InputConverters]);

    /// <summary>Asks the parameter's own converter, if it has one, and then the others in order, until one takes the value.</summary>
    public async ValueTask<ConversionResult> ConvertAsync(Type? own, ConverterContext context)
    {
        foreach (var type in own is null ? _registered.Value : _registered.Value.Prepend(own))
        {
            var result = await Of(type).ConvertAsync(context);
            if (result.Status != ConversionStatus.Unhandled) return result;
        }

        return ConversionResult.Unhandled();
    }

    private IInputConverter Of(Type type) =>
        _made.GetOrAdd(type, static (made, from) => (IInputConverter)ActivatorUtilities.GetServiceOrCreateInstance(from, made), services);
}
