using System.ComponentModel;

namespace FunctionsEmulator.Hosting.Invocation;

internal sealed partial class InvocationContext
{
    /// <summary>The input of an orchestrator or activity.</summary>
    /// <exception cref="InvalidOperationException">There is none, and the type does not allow that.</exception>
    public T? ReadInput<T>()
    {
        if (Orchestration is not null)
        {
            return Orchestration.GetInput<T>();
        }

        return Activity!.Input is null && default(T) is not null
            ? throw new InvalidOperationException($"The activity '{function.Name}' was given no input; it needs a {typeof(T)}.")
            : Activity.Converter.Deserialize<T>(Activity.Input);
    }

    /// <summary>A value from the route, or <paramref name="start"/> where an optional segment is missing.</summary>
    /// <exception cref="FormatException">The segment cannot be read as a <typeparamref name="T"/>.</exception>
    public T? ReadRouteValue<T>(string name, T? start) => Http!.Request.RouteValues[name] switch
    {
        null => start,
        T value => value,
        var value => Convert<T>(name, value.ToString()!),
    };

    private static T? Convert<T>(string name, string text)
    {
        try
        {
            return (T?)TypeDescriptor.GetConverter(typeof(T)).ConvertFromInvariantString(text);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"'{text}' in the place of {{{name}}} is not a {typeof(T)}.", e);
        }
    }
}
