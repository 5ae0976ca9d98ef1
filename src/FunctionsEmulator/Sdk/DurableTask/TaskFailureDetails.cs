using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>Why a task failed, in a form that can be stored.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Its stack trace, if known.</param>
/// <param name="InnerFailure">What caused it, if anything.</param>
/// <param name="Properties">Further values that describe it; null for none.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>Describes an exception and those inside it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception switch
        {
            { InnerException: { } cause } => FromException(cause),
            TaskFailedException failed => failed.FailureDetails,
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, Properties: null);
    }

    /// <summary>Whether the failure is a <typeparamref name="T"/> or a type derived from it.</summary>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of that name.</exception>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the failure is of the given type or of a type derived from it. False when no loaded assembly
    /// has the failure's type.</summary>
    /// <exception cref="ArgumentException">The type is not that of an exception.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of that name.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception.", nameof(targetBaseExceptionType));
        }

        return FindErrorType(targetBaseExceptionType.Assembly) is { } type && targetBaseExceptionType.IsAssignableFrom(type);
    }

    /// <summary>Type and message.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private Type? FindErrorType(Assembly preferred)
    {
        if (string.IsNullOrEmpty(ErrorType))
        {
            return null;
        }

        if ((Type.GetType(ErrorType) ?? preferred.GetType(ErrorType)) is { } known)
        {
            return known;
        }

        var found = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType)).OfType<Type>().Take(2).ToList();
        return found.Count < 2
            ? found.FirstOrDefault()
            : throw new AmbiguousMatchException($"Several loaded assemblies have a type '{ErrorType}'.");
    }
}
