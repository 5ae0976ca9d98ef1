namespace FunctionsEmulator.Durable;

/// <summary>Which versions of instances a host runs, in the words of host.json.</summary>
internal enum VersionMatch
{
    /// <summary>All of them.</summary>
    None,

    /// <summary>Its own only.</summary>
    Strict,

    /// <summary>Its own, and those before it.</summary>
    CurrentOrOlder,
}
