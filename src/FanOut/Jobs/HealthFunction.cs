using Azure;
using FanOut.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Jobs;

/// <summary>Tells load balancers and people whether the app can do its work.</summary>
public sealed class HealthFunction(JobBlobs blobs, StorageMeter meter, TimeProvider clock)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    /// <summary>Under load, answers to the app's own work tell as much as one to a question that would wait among them.</summary>
    private static readonly TimeSpan s_justNow = TimeSpan.FromMilliseconds(100);

    [Function("Health")]
    public async Task<IActionResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
    {
        using var limit = new CancellationTokenSource(s_limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, request.HttpContext.RequestAborted);
        try
        {
            if (!meter.HasAnsweredWithin(s_justNow)) await blobs.Container.ExistsAsync(linked.Token);
            return new JsonResult<Health>(StatusCodes.Status200OK, new Health("healthy", "ok"), JobJson.Default.Health);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            return new JsonResult<Health>(StatusCodes.Status503ServiceUnavailable, new Health("unhealthy", "unreachable"), JobJson.Default.Health);
        }
    }
}
