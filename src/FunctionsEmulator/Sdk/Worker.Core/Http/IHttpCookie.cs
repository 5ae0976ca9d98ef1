namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie of a request or an answer.</summary>
public interface IHttpCookie
{
    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>The value.</summary>
    string Value { get; }

    /// <summary>The domain that gets it; null for the host alone.</summary>
    string? Domain { get; }

    /// <summary>The path below which it is sent.</summary>
    string? Path { get; }

    /// <summary>When it ends; null for the end of the session.</summary>
    DateTimeOffset? Expires { get; }

    /// <summary>The seconds until it ends, which counts more than <see cref="Expires"/>.</summary>
    double? MaxAge { get; }

    /// <summary>Whether it is sent over TLS alone.</summary>
    bool? Secure { get; }

    /// <summary>Whether it is kept from scripts.</summary>
    bool? HttpOnly { get; }

    /// <summary>Which requests of other sites carry it.</summary>
    SameSite SameSite { get; }
}
