using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsEmulator.Hosting.Http;

/// <summary>The host's request in the shape that does not need ASP.NET Core.</summary>
internal sealed class RequestData : HttpRequestData
{
    private readonly HttpRequest _request;

    private RequestData(FunctionContext context, HttpRequest request, Stream body)
        : base(context)
    {
        _request = request;
        Body = body;
    }

    public override Stream Body { get; }

    public override HttpHeadersCollection Headers => field ??= new HttpHeadersCollection(
        _request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? string.Empty))));

    public override IReadOnlyCollection<IHttpCookie> Cookies => field ??= [.. _request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];

    public override Uri Url => field ??= new Uri(_request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => _request.HttpContext.User.Identities;

    public override string Method => _request.Method;

    /// <param name="context">The invocation.</param>
    /// <param name="request">Its request.</param>
    /// <param name="wholeBody">Whether the body is read here, so that it can be read at once and from its start again; else it is
    /// the request's own, which others can read too.</param>
    public static async Task<RequestData> CreateAsync(FunctionContext context, HttpRequest request, bool wholeBody)
    {
        if (!wholeBody) return new RequestData(context, request, request.Body);
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.CancellationToken);
        body.Position = 0;
        return new RequestData(context, request, body);
    }

    public override HttpResponseData CreateResponse() => new ResponseData(FunctionContext);
}
