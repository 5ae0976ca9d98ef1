namespace FunctionsEmulator.Storage.Azurite;

/// <summary>Asks an endpoint what it is, without credentials: a blob service refuses, and names itself in its headers.</summary>
internal static class AzuriteProbe
{
    private static readonly string[] BlobServiceHeaders = ["x-ms-request-id", "x-ms-version"];

    public static async Task<AzuriteAnswer> AskAsync(AzuriteEndpoint endpoint, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            var question = new UriBuilder(endpoint.Uri) { Query = "comp=properties&restype=account" }.Uri;
            using var response = await http.GetAsync(question, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return IsBlobService(response) ? AzuriteAnswer.BlobService : AzuriteAnswer.SomethingElse;
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return AzuriteAnswer.Nothing;
        }
        catch (HttpRequestException untrusted) when (untrusted.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            // Somebody runs it with a certificate; whether to trust that is up to the storage client.
            return AzuriteAnswer.BlobService;
        }
        catch (HttpRequestException)
        {
            return AzuriteAnswer.SomethingElse;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return AzuriteAnswer.SomethingElse;
        }
    }

    private static bool IsBlobService(HttpResponseMessage response) =>
        response.Headers.Server.Any(server => server.Product?.Name.StartsWith("Azurite-Blob", StringComparison.OrdinalIgnoreCase) == true)
        || BlobServiceHeaders.Any(response.Headers.Contains);
}
