using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Request and answer of an invocation, as middleware sees them.</summary>
public static class FunctionContextHttpRequestExtensions
{
    private const string HttpTrigger = "httpTrigger";

    /// <summary>The request; null unless one started the function.</summary>
    public static async ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var feature = context.Features.Get<IHttpRequestDataFeature>();
        return feature is not null && context.FunctionDefinition.InputBindings.Values.Any(binding => string.Equals(binding.Type, HttpTrigger, StringComparison.Ordinal))
            ? await feature.GetHttpRequestDataAsync(context)
            : null;
    }

    /// <summary>The answer that the function has returned, itself or among its outputs; null when it has not.</summary>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetInvocationResult().Value as HttpResponseData
            ?? context.GetOutputBindings<HttpResponseData>().FirstOrDefault()?.Value;
    }
}
