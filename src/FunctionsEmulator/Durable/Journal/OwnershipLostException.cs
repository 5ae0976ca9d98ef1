namespace FunctionsEmulator.Durable.Journal;

/// <summary>Another process has taken the task hub, or it is not what it was; this one must not act on it any more.</summary>
internal sealed class OwnershipLostException(string message, Exception? inner = null) : Exception(message, inner);
