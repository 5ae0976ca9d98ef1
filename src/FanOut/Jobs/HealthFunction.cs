using Azure;
using FanOut.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Jobs;

/// <summary>Tells load balancers and people whether the app can do its work.</summary>
public sealed class HealthFunction(JobBlobs blobs, TimeProvider clock)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    [Function("Health")]
    public async Task<IActionResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
    {
        using var limit = new CancellationTokenSource(s_limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, request.HttpContext.RequestAborted);
        try
        {
            await blobs.Container.ExistsAsync(linked.Token);
            return new JsonResult<Health>(StatusCodes.Status200OK, new Health("healthy", "ok"), JobJson.Default.Health);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            return new JsonResult<Health>(StatusCodes.Status503ServiceUnavailable, new Health("unhealthy", "unreachable"), JobJson.Default.Health);
        }
    }
}
