using System.Net;
using System.Text;
using Azure.Core.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads requests, and answers them.</summary>
public static class HttpRequestDataExtensions
{
    /// <summary>The rest of the body as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoding">UTF-8 by default; a byte order mark counts more.</param>
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        using var reader = ReaderOf(request, encoding);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The rest of the body as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoding">UTF-8 by default; a byte order mark counts more.</param>
    public static string? ReadAsString(this HttpRequestData request, Encoding? encoding = null)
    {
        using var reader = ReaderOf(request, encoding);
        return reader.ReadToEnd();
    }

    /// <summary>The body as what its JSON says, by the serializer of <see cref="WorkerOptions"/>; its content type does not matter.</summary>
    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ReadFromJsonAsync<T>(SerializerOf(request.FunctionContext), cancellationToken);
    }

    /// <summary>The body as what its JSON says; its content type does not matter.</summary>
    public static async ValueTask<T?> ReadFromJsonAsync<T>(
        this HttpRequestData request, ObjectSerializer serializer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(serializer);
        return await serializer.DeserializeAsync(request.Body, typeof(T), cancellationToken) is T value ? value : default;
    }

    /// <summary>An answer with a status, to be returned by the function.</summary>
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }

    internal static ObjectSerializer SerializerOf(FunctionContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer
        ?? throw new InvalidOperationException($"{nameof(WorkerOptions)} have no {nameof(WorkerOptions.Serializer)}.");

    private static StreamReader ReaderOf(HttpRequestData request, Encoding? encoding)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new StreamReader(request.Body, encoding ?? Encoding.UTF8, leaveOpen: true);
    }
}
