namespace FunctionsEmulator.Hosting;

/// <summary>The host cannot start, for a reason that is the person's to mend. The message is one line and says all they need.</summary>
internal sealed class HostStartException(string message, Exception? innerException = null) : Exception(message, innerException);
