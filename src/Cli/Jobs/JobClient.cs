using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace FanOut.Cli.Jobs;

/// <summary>The job API, typed. Questions are asked again while the app is out of reach for a moment; a job is sent once only.</summary>
internal sealed class JobClient : IDisposable
{
    private const int MaxRetries = 6;

    /// <summary>Jobs that the app lists at once.</summary>
    private const int MaxPage = 100;

    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(250), MaxRetryDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Uri _endpoint;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;

    /// <summary>An app that was there may come back; where none has been, waiting would only put off saying so.</summary>
    private bool _hasAnswered;

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
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>(e => _hasAnswered || !IsNobodyThere(e)).HandleResult(IsPassing),
            DelayGenerator = retry => new(retry.Outcome.Result?.Headers.RetryAfter?.Delta),
        }).Build();
    }

    public async Task<JobSnapshot> SubmitAsync(
        string? name, string? callbackUrl, JsonObject options, IAsyncEnumerable<string>? urls, JsonObject? urlsFrom = null)
    {
        using var content = new JobContent(name, callbackUrl, options, urls, urlsFrom);
        try
        {
            using var response = await _http.PostAsync("jobs", content);
            _hasAnswered = true;
            return await ReadJobAsync(response);
        }
        catch (HttpRequestException e) when (IsNobodyThere(e))
        {
            throw NobodyThere();
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
        using var response = await SendAsync(HttpMethod.Get, $"jobs/{Uri.EscapeDataString(id)}");
        return await ReadJobAsync(response);
    }

    /// <summary>Jobs, newest first, as many as there are pages for.</summary>
    public async Task<List<JobSnapshot>> ListAsync(string? status, int top)
    {
        var jobs = new List<JobSnapshot>();
        string? token = null;
        do
        {
            var page = $"jobs?top={Math.Min(top - jobs.Count, MaxPage)}"
                + (status is null ? "" : $"&status={status}") + (token is null ? "" : $"&continuationToken={Uri.EscapeDataString(token)}");
            using var response = await SendAsync(HttpMethod.Get, page);
            await ThrowUnlessSuccessAsync(response);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            jobs.AddRange(body["jobs"]!.AsArray().Select(job => JobSnapshot.Parse(job!.ToJsonString(), null)));
            token = (string?)body["continuationToken"];
        }
        while (token is not null && jobs.Count < top);
        return jobs;
    }

    public Task CancelAsync(string id) => ActAsync(HttpMethod.Delete, $"jobs/{Uri.EscapeDataString(id)}");

    public Task PurgeAsync(string id) => ActAsync(HttpMethod.Delete, $"jobs/{Uri.EscapeDataString(id)}?purge=true");

    public Task PauseAsync(string id) => ActAsync(HttpMethod.Post, $"jobs/{Uri.EscapeDataString(id)}/pause");

    public Task ResumeAsync(string id) => ActAsync(HttpMethod.Post, $"jobs/{Uri.EscapeDataString(id)}/resume");

    public Task ChangeAsync(string id, int maxConcurrency) =>
        ActAsync(HttpMethod.Patch, $"jobs/{Uri.EscapeDataString(id)}", new JsonObject { ["maxConcurrency"] = maxConcurrency });

    /// <summary>Starts a job over what was not ok; asked again, after an answer that was lost, it is the same job.</summary>
    public async Task<JobSnapshot> RedriveAsync(string id, string[]? outcomes)
    {
        var body = outcomes is null ? new JsonObject() : new JsonObject { ["outcomes"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)outcome)]) };
        using var response = await SendAsync(HttpMethod.Post, $"jobs/{Uri.EscapeDataString(id)}/redrive", body, idempotencyKey: Guid.NewGuid().ToString());
        return await ReadJobAsync(response);
    }

    /// <summary>The records, and whether they are all there will be.</summary>
    public async Task<(Stream Records, bool IsComplete)> OpenResultsAsync(string id, string format = "ndjson", string[]? outcomes = null)
    {
        var filter = outcomes is null ? "" : $"&outcome={Uri.EscapeDataString(string.Join(',', outcomes))}";
        var response = await SendAsync(HttpMethod.Get, $"jobs/{Uri.EscapeDataString(id)}/results?format={format}{filter}");
        await ThrowUnlessSuccessAsync(response);
        var isComplete = response.Headers.TryGetValues("FanOut-Complete", out var complete) && complete.Contains("true", StringComparer.Ordinal);
        return (await response.Content.ReadAsStreamAsync(), isComplete);
    }

    public void Dispose() => _http.Dispose();

    private async Task ActAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var response = await SendAsync(method, path, body);
        await ThrowUnlessSuccessAsync(response);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject? body = null, string? idempotencyKey = null)
    {
        try
        {
            var response = await _retries.ExecuteAsync(async token =>
            {
                using var request = new HttpRequestMessage(method, path);
                if (body is not null)
                    request.Content = JsonContent.Create(body);
                if (idempotencyKey is not null)
                    request.Headers.Add("Idempotency-Key", idempotencyKey);
                return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            });
            _hasAnswered = true;
            return response;
        }
        catch (HttpRequestException e) when (!_hasAnswered && IsNobodyThere(e))
        {
            throw NobodyThere();
        }
    }

    private static bool IsNobodyThere(HttpRequestException e) => e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private UsageException NobodyThere() => new($"nothing answers at {_endpoint.GetLeftPart(UriPartial.Authority)}: "
        + "start the app with `dotnet run --project src/FanOut`, or name another with --endpoint");

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
