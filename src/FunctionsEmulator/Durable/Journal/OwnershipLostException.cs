namespace FunctionsEmulator.Durable.Journal;

/// <summary>Another process has taken the task hub; this one must not act on it any more.</summary>
internal sealed class OwnershipLostException(string message) : Exception(message);
