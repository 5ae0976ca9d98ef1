using System.Net;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace FanOut.Cli.Jobs;

/// <summary>The job API, typed. Questions are asked again while the app is out of reach for a moment; a job is sent once only.</summary>
internal sealed class JobClient : IDisposable
{
    private const int MaxRetries = 6;
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(250), MaxRetryDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Uri _endpoint;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;

    public JobClient(Uri endpoint, string? key = null, TimeProvider? time = null)
    {
        _endpoint = endpoint;
        // A proxy from the environment would be asked for loopback addresses too, and could not reach them.
        var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseProxy = !endpoint.IsLoopback };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/api/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (key is not null)
            _http.DefaultRequestHeaders.Add("x-functions-key", key);
        _retries = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = FirstRetryDelay,
            MaxDelay = MaxRetryDelay,
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().HandleResult(IsPassing),
            DelayGenerator = retry => new(retry.Outcome.Result?.Headers.RetryAfter?.Delta),
        }).Build();
    }

    public async Task<JobSnapshot> SubmitAsync(string? name, JsonObject options, IAsyncEnumerable<string> urls)
    {
        using var content = new JobContent(name, options, urls);
        try
        {
            using var response = await _http.PostAsync("jobs", content);
            return await ReadJobAsync(response);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw new UsageException($"nothing answers at {_endpoint.GetLeftPart(UriPartial.Authority)}: "
                + "start the app with `dotnet run --project src/FanOut`, or leave --endpoint out");
        }
        catch (HttpRequestException e) when (e.InnerException is IOException cause)
        {
            // An app that refuses a body for its length answers and hangs up, but who still writes does not get to read that.
            throw new UsageException("the list could not be sent to its end; if it is over 32 MiB, send it in parts "
                + $"or raise FanOut__MaxRequestBytes ({cause.Message})");
        }
    }

    public async Task<JobSnapshot> GetAsync(string id)
    {
        using var response = await SendAsync(HttpMethod.Get, $"jobs/{id}");
        return await ReadJobAsync(response);
    }

    /// <summary>Asks for the end of a job; one that has ended already is left as it is.</summary>
    public async Task CancelAsync(string id)
    {
        using var response = await SendAsync(HttpMethod.Delete, $"jobs/{id}");
        if (response.StatusCode != HttpStatusCode.Conflict)
            await ThrowUnlessSuccessAsync(response);
    }

    /// <summary>The records, one line of JSON for each URL.</summary>
    public async Task<Stream> OpenResultsAsync(string id)
    {
        var response = await SendAsync(HttpMethod.Get, $"jobs/{id}/results?format=ndjson");
        await ThrowUnlessSuccessAsync(response);
        return await response.Content.ReadAsStreamAsync();
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => await _retries.ExecuteAsync(async token =>
    {
        using var request = new HttpRequestMessage(method, path);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
    });

    private static bool IsPassing(HttpResponseMessage response) => response.StatusCode
        is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static async Task<JobSnapshot> ReadJobAsync(HttpResponseMessage response)
    {
        await ThrowUnlessSuccessAsync(response);
        return JobSnapshot.Parse(await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta);
    }

    private static async Task ThrowUnlessSuccessAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
            return;
        using (response)
            throw new ApiException(response.StatusCode, ProblemText.From(response.StatusCode, await response.Content.ReadAsStringAsync()));
    }
}
