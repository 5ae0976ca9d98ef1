using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace FunctionsEmulator.Tests.Hosting.Binding;

public static class BodySamples
{
    [Function("Order")]
    public static IActionResult Order(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "shops/{shop}/orders")] HttpRequest request,
        [FromBody] Order order,
        string shop) => new OkObjectResult($"{request.Method} {shop}: {order.Count} {order.Item} {order.Until:o}");

    [Function("Numbers")]
    public static IActionResult Numbers([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, [FromBody] List<int> numbers) =>
        new OkObjectResult($"{request.ContentType} {numbers.Sum()}");
}
