using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>The cookies of one answer, in the order in which they were set.</summary>
internal sealed class ResponseCookies : HttpCookies
{
    private readonly List<IHttpCookie> _cookies = [];

    public override void Append(string name, string value) => Append(new HttpCookie(name, value));

    public override void Append(IHttpCookie cookie) => _cookies.Add(cookie ?? throw new ArgumentNullException(nameof(cookie)));

    public override IHttpCookie CreateNew() => new HttpCookie(string.Empty, string.Empty);

    public void WriteTo(HttpResponse response)
    {
        foreach (var cookie in _cookies) response.Cookies.Append(cookie.Name, cookie.Value, OptionsOf(cookie));
    }

    private static CookieOptions OptionsOf(IHttpCookie cookie) => new()
    {
        Domain = cookie.Domain,
        Path = cookie.Path,
        Expires = cookie.Expires,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Secure = cookie.Secure ?? false,
        HttpOnly = cookie.HttpOnly ?? false,
        SameSite = cookie.SameSite switch
        {
            SameSite.Lax => SameSiteMode.Lax,
            SameSite.Strict => SameSiteMode.Strict,
            SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };
}
