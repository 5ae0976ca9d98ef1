namespace FanOut.Fetching;

/// <summary>The egress guard refused to dial; the message is the reason, fit for the record.</summary>
internal sealed class EgressBlockedException(string reason) : Exception(reason);
