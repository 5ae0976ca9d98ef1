namespace FunctionsEmulator.Durable;

/// <summary>What becomes of an instance whose version a host does not run, in the words of host.json.</summary>
internal enum VersionFailure
{
    /// <summary>It waits for a host that does.</summary>
    Reject,

    Fail,
}
