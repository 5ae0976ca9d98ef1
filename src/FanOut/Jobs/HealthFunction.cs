using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Jobs;

/// <summary>Tells load balancers and people whether the app can do its work.</summary>
public sealed class HealthFunction(StorageHealth storage)
{
    [Function("Health")]
    public async Task<IActionResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        await storage.IsReachableAsync(request.HttpContext.RequestAborted)
            ? new JsonResult<Health>(StatusCodes.Status200OK, new Health("healthy", "ok"), JobJson.Default.Health)
            : new JsonResult<Health>(StatusCodes.Status503ServiceUnavailable, new Health("unhealthy", "unreachable"), JobJson.Default.Health);
}
