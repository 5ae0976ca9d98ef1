namespace FunctionsEmulator.Tests.Durable;

/// <summary>What an input is read as, so that there may be none.</summary>
internal static class InputTypes
{
    public static Type Of<T>() => typeof(T).IsValueType && Nullable.GetUnderlyingType(typeof(T)) is null
        ? typeof(Nullable<>).MakeGenericType(typeof(T))
        : typeof(T);
}
