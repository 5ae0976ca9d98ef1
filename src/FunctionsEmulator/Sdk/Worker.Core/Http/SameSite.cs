namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Which requests of other sites carry a cookie.</summary>
public enum SameSite
{
    /// <summary>The browser decides.</summary>
    None = 0,

    /// <summary>Only those that lead to the site.</summary>
    Lax = 1,

    /// <summary>None.</summary>
    Strict = 2,

    /// <summary>All.</summary>
    ExplicitNone = 3,
}
