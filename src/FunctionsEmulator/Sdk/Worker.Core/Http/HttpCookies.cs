namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The cookies that an answer sets.</summary>
public abstract class HttpCookies
{
    /// <summary>Sets a cookie for the session.</summary>
    public abstract void Append(string name, string value);

    /// <summary>Sets a cookie.</summary>
    public abstract void Append(IHttpCookie cookie);

    /// <summary>A cookie to be filled in.</summary>
    public abstract IHttpCookie CreateNew();
}
