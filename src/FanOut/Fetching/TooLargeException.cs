namespace FanOut.Fetching;

/// <summary>More was sent than a body may be; the message is the reason, fit for the record.</summary>
internal sealed class TooLargeException(string reason) : Exception(reason);
