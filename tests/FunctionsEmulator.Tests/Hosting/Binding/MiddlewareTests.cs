using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;

namespace FunctionsEmulator.Tests.Hosting.Binding;

/// <summary>What middleware can see and change of an invocation.</summary>
public sealed class MiddlewareTests
{
    private const int Teapot = 418;

    [Fact]
    public async Task Input_Replaced_IsWhatTheFunctionGets()
    {
        await using var host = await StartAsync(typeof(MiddlewareSamples), async (context, next) =>
        {
            var input = await context.BindInputAsync<int>(context.FunctionDefinition.InputBindings["number"]);
            input.Value++;
            await next();
        }, only: "Twice");

        Assert.Equal("44", await RunAsync(host, 21));
    }

    [Fact]
    public async Task Inputs_ReplacedInTheFeature_AreWhatTheFunctionGets()
    {
        await using var host = await StartAsync(typeof(MiddlewareSamples), async (context, next) =>
        {
            var inputs = await context.Features.Get<IFunctionInputBindingFeature>()!.BindFunctionInputAsync(context);
            Assert.Equal(21, inputs.Values[0]);
            inputs.Values[0] = 4;
            await next();
        }, only: "Twice");

        Assert.Equal("8", await RunAsync(host, 21));
    }

    [Fact]
    public async Task Context_OfEveryKindOfFunction_TellsItsNameAndBindings()
    {
        var seen = new ConcurrentQueue<string>();
        await using var host = await StartAsync(typeof(MiddlewareSamples), (context, next) =>
        {
            var data = context.BindingContext.BindingData;
            var outputs = context.FunctionDefinition.OutputBindings.Select(output => $"{output.Key}:{output.Value.Type}");
            seen.Enqueue($"{context.FunctionDefinition.Name} {string.Join(',', context.FunctionDefinition.InputBindings.Values.Select(input => input.Type).Order(StringComparer.Ordinal))} "
                + $"-> {string.Join(',', outputs)} {data.GetValueOrDefault("instanceId") ?? data.GetValueOrDefault("number")}");
            return next();
        });

        await RunAsync(host, 21);

        Assert.Equal(
            ["RunTwice durableClient,httpTrigger -> $return:http 21", "Doubling orchestrationTrigger ->  sample-21", "Twice activityTrigger ->  sample-21"],
            seen);
    }

    [Fact]
    public async Task Function_Throws_MiddlewareSeesItAndCanAnswer()
    {
        await using var host = await StartAsync(typeof(MiddlewareSamples), async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException e)
            {
                context.GetInvocationResult().Value = new ObjectResult(e.Message) { StatusCode = Teapot };
            }
        });

        using var response = await host.GetAsync("/api/Breaks");

        Assert.Equal((Teapot, "broken"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Next_NotCalled_TheFunctionDoesNotRun()
    {
        await using var host = await StartAsync(typeof(MiddlewareSamples), async (context, _) =>
        {
            var request = (await context.GetHttpRequestDataAsync())!;
            var response = request.CreateResponse(HttpStatusCode.Forbidden);
            await response.WriteStringAsync(request.Url.AbsolutePath);
            context.GetInvocationResult().Value = response;
        });

        using var response = await host.GetAsync("/api/Breaks");

        Assert.Equal((HttpStatusCode.Forbidden, "/api/Breaks"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("EchoJson", "x")]
    [InlineData("Both", "y")]
    public async Task Response_OfTheFunction_CanBeChanged(string function, string value)
    {
        await using var host = await StartAsync(typeof(RequestDataSamples), async (context, next) =>
        {
            await next();
            context.GetHttpResponseData()!.Headers.Add("Added", value);
        });

        using var response = string.Equals(function, "Both", StringComparison.Ordinal)
            ? await host.GetAsync("/api/Both")
            : await host.Client.PostAsJsonAsync(new Uri("/api/EchoJson", UriKind.Relative), new { Item = "nut" });

        Assert.Equal(value, Assert.Single(response.Headers.GetValues("Added")));
    }

    [Fact]
    public async Task GetHttpRequestData_OfAnActivity_IsNull()
    {
        HttpRequestData? seen = null;
        await using var host = await StartAsync(typeof(MiddlewareSamples), async (context, next) =>
        {
            seen = await context.GetHttpRequestDataAsync();
            await next();
        }, only: "Twice");

        Assert.Equal("42", await RunAsync(host, 21));
        Assert.Null(seen);
    }

    private static async Task<string> RunAsync(TestHost host, int number)
    {
        using var response = await host.SendAsync(HttpMethod.Post, $"/api/twice/{number}");
        return await response.Content.ReadAsStringAsync();
    }

    private static Task<TestHost> StartAsync(Type functions, Func<FunctionContext, Func<Task>, Task> middleware, string? only = null) =>
        TestHost.StartAsync(functions, builder =>
        {
            if (only is null) builder.UseMiddleware(middleware);
            else builder.UseWhen(context => string.Equals(context.FunctionDefinition.Name, only, StringComparison.Ordinal), middleware);
        });
}
