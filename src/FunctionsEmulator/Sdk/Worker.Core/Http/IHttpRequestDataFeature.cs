namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Gives an invocation its request.</summary>
public interface IHttpRequestDataFeature
{
    /// <summary>The request; the same object each time in one invocation.</summary>
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
