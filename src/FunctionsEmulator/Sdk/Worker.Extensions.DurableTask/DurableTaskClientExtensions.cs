using System.Net;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting.Management;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tells callers where an instance can be managed. These URLs contain the system key: not for callers of the app.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>A 202 with the management URLs of an instance.</summary>
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>An answer with the management URLs of an instance.</summary>
    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        var (response, payload) = Begin(client, request, instanceId, statusCode);
        await HttpRequestDataExtensions.SerializerOf(request.FunctionContext).SerializeAsync(response.Body, payload, payload.GetType(), cancellation);
        return response;
    }

    /// <summary>A 202 with the management URLs of an instance.</summary>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponse(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>An answer with the management URLs of an instance.</summary>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        var (response, payload) = Begin(client, request, instanceId, statusCode);
        HttpRequestDataExtensions.SerializerOf(request.FunctionContext).Serialize(response.Body, payload, payload.GetType(), cancellation);
        return response;
    }

    /// <summary>The management URLs of an instance, at the address that the request came to, or at the host's own without one.</summary>
    /// <exception cref="InvalidOperationException">The client belongs to no host that serves the management API.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (client is not EngineClient { Management: { } management } own
            || (request?.Url.GetLeftPart(UriPartial.Authority) ?? management.Address) is not { } address)
        {
            throw new InvalidOperationException("Only the client that a host gives to its functions knows where instances are managed.");
        }

        return new InstanceLinks(address, own.HubName, management.SystemKey, instanceId).Payload;
    }

    private static (HttpResponseData Response, HttpManagementPayload Payload) Begin(
        DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var payload = client.CreateHttpManagementPayload(instanceId, request);
        var response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Content-Type", "application/json");
        return (response, payload);
    }
}
