namespace FanOut.Cli;

/// <summary>The caller can mend this; the message is the one line that says how.</summary>
internal sealed class UsageException(string message) : Exception(message);
