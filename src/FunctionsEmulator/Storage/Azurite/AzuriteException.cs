namespace FunctionsEmulator.Storage.Azurite;

/// <summary>Storage cannot be had; the message is one line that says what to do, fit to be shown without a stack trace.</summary>
internal sealed class AzuriteException(string message, Exception? cause = null) : Exception(message, cause);
