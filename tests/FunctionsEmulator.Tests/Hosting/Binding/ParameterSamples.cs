using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace FunctionsEmulator.Tests.Hosting.Binding;

public static class ParameterSamples
{
    [Function("Text")]
    public static IActionResult Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text/{value?}")] HttpRequest request, string? value) => Show(request, value);

    [Function("Number")]
    public static IActionResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "int/{value?}")] HttpRequest request, int value) => Show(request, value);

    [Function("MaybeNumber")]
    public static IActionResult MaybeNumber([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "maybe/{value?}")] HttpRequest request, int? value) => Show(request, value);

    [Function("NumberOr")]
    public static IActionResult NumberOr([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "or/{value?}")] HttpRequest request, int value = 5) => Show(request, value);

    [Function("Key")]
    public static IActionResult Key([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guid/{value?}")] HttpRequest request, Guid value) => Show(request, value);

    [Function("MaybeKey")]
    public static IActionResult MaybeKey([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "maybeguid/{value?}")] HttpRequest request, Guid? value) => Show(request, value);

    [Function("Flag")]
    public static IActionResult Flag([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bool/{value?}")] HttpRequest request, bool value) => Show(request, value);

    [Function("Day")]
    public static IActionResult Day([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "weekday/{value?}")] HttpRequest request, DayOfWeek value) => Show(request, value);

    [Function("Time")]
    public static IActionResult Time([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "time/{value?}")] HttpRequest request, DateTimeOffset value) => Show(request, value);

    [Function("Date")]
    public static IActionResult Date([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "date/{value?}")] HttpRequest request, DateOnly value) => Show(request, value);

    [Function("List")]
    public static IActionResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "list/{value?}")] HttpRequest request, int[]? value) =>
        Show(request, value is null ? null : string.Join('+', value));

    [Function("Sample")]
    public static IActionResult Sample([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/{value?}")] HttpRequest request, Order? value) => Show(request, value?.Item);

    [Function("OwnConverter")]
    public static IActionResult OwnConverter([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "point/{value?}")] HttpRequest request, Point? value) => Show(request, value);

    [Function("NamedConverter")]
    public static IActionResult NamedConverter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "upper/{value?}")] HttpRequest request,
        [InputConverter(typeof(UpperCaseConverter))] string? value) => Show(request, value);

    [Function("BindingData")]
    public static IActionResult BindingData([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "data/{value?}")] HttpRequest request, FunctionContext context) =>
        Show(request, string.Join(';', context.BindingContext.BindingData.Where(each => each.Key is not "Headers").OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}")));

    private static ContentResult Show(HttpRequest request, object? value)
    {
        request.HttpContext.Response.Headers["Type"] = value?.GetType().Name ?? "null";
        return new ContentResult { Content = string.Format(CultureInfo.InvariantCulture, "{0}", value) };
    }
}
