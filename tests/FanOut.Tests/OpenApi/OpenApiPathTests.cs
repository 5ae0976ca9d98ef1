using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Tests.OpenApi;

public sealed class OpenApiPathTests
{
    /// <summary>Files of the web page: for browsers, and no part of the API.</summary>
    private const string Page = "ui";

    private static IEnumerable<HttpTriggerAttribute> Triggers =>
        from type in typeof(FanOutBuilder).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.IsDefined(typeof(FunctionAttribute))
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null && !trigger.Route!.StartsWith(Page, StringComparison.Ordinal)
        select trigger;

    [Fact]
    public void Operations_AreTheRoutesAndVerbsOfTheFunctions()
    {
        var functions = from trigger in Triggers from method in trigger.Methods! select $"{method} /api/{trigger.Route}";
        var operations = from operation in OpenApiDocument.Operations() select $"{operation.Method} {operation.Path}";

        Assert.Equal(functions.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Operations_ThatNeedNoKey_AreThoseOfAnonymousFunctions()
    {
        var functions = from trigger in Triggers where trigger.AuthLevel == AuthorizationLevel.Anonymous select $"/api/{trigger.Route}";
        var operations = from operation in OpenApiDocument.Operations() where operation.Operation["security"] is not null select operation.Path;

        Assert.Equal(functions.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Operations_HaveNamesOfTheirOwn()
    {
        var names = OpenApiDocument.Operations().Select(operation => (string)operation.Operation["operationId"]!).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }
}
