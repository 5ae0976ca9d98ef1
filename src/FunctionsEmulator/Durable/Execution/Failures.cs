using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Durable.Execution;

/// <summary>Failures in the form in which they cross from one task to another, and come out of the journal.</summary>
internal static class Failures
{
    /// <summary>The failure of an orchestration; one that follows from the failure of a task has the properties of that, too.</summary>
    public static TaskFailureDetails Of(Exception exception) => Travelled(
        TaskFailureDetails.FromException(exception) with { Properties = (exception as TaskFailedException)?.FailureDetails.Properties });

    /// <summary>The failure of an activity: of what it throws only exceptions travel, not what one of them says of a task.</summary>
    public static TaskFailureDetails OfActivity(Exception exception) => exception is TaskFailedException { InnerException: null }
        ? Of(exception.GetType().ToString(), exception.Message) with { StackTrace = exception.StackTrace }
        : Of(exception);

    /// <summary>A failure that no exception tells of.</summary>
    public static TaskFailureDetails Of(string errorType, string message) => new(errorType, message, null, null, NoProperties());

    /// <summary>A task that no code exists for, in the words of the real worker.</summary>
    public static TaskFailureDetails NotFound(string errorType, string kind, string name) => Of(errorType, $"No {kind} task named '{name}' was found.");

    /// <summary>Properties travel as text, numbers and truth values, lists and dictionaries of these; anything else as its text.</summary>
    public static IDictionary<string, object?> ReadProperties(JsonElement properties) => (IDictionary<string, object?>)Read(properties)!;

    private static TaskFailureDetails Travelled(TaskFailureDetails failure) => failure with
    {
        InnerFailure = failure.InnerFailure is { } inner ? Travelled(inner) : null,
        Properties = failure.Properties is { } properties ? (IDictionary<string, object?>)Travelled(properties)! : NoProperties(),
    };

    private static object? Travelled(object? value) => value switch
    {
        null or string or bool => value,
        IDictionary<string, object?> pairs => pairs.ToDictionary(pair => pair.Key, pair => Travelled(pair.Value), StringComparer.Ordinal),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        JsonElement json => Read(json),
        IEnumerable items => items.Cast<object?>().Select(Travelled).ToList(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(property => property.Name, property => Read(property.Value), StringComparer.Ordinal),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        _ => null,
    };

    private static Dictionary<string, object?> NoProperties() => new(StringComparer.Ordinal);
}
