namespace EndToEnd.Tests.Api.OpenApi;

/// <summary>A call of an operation, and the status it has to get.</summary>
internal sealed record ApiCall(string Operation, int Status, HttpRequestMessage Request)
{
    public static ApiCall Of(string operation, int status, HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, null, type);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return new ApiCall(operation, status, request);
    }
}
