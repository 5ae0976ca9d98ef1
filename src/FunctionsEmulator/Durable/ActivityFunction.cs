namespace FunctionsEmulator.Durable;

/// <summary>Runs an activity once; the result is what its method returned (null for none).</summary>
internal delegate Task<object?> ActivityFunction(ActivityInvocation invocation);
