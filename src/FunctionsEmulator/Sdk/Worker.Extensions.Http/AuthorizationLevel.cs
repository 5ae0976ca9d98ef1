namespace Microsoft.Azure.Functions.Worker;

/// <summary>What key a caller has to show.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>As <see cref="Function"/>.</summary>
    User = 1,

    /// <summary>The function key.</summary>
    Function = 2,

    /// <summary>The system key.</summary>
    System = 3,

    /// <summary>The host's master key.</summary>
    Admin = 4,
}
