using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class DurableFunctionTests
{
    private readonly ScopeLog _scopes = new();

    [Theory]
    [InlineData("Doubling/21", "Completed", "42")]
    [InlineData("doubling/21", "Completed", "42")]
    [InlineData("Immediate/3", "Completed", "\"at once: 3\"")]
    [InlineData("NoInput", "Failed", "Task 'Double' (#0) failed with an unhandled exception: The activity 'Double' was given no input; it needs a System.Int32.")]
    public async Task Orchestration_StartedOverHttp_RunsItsFunctions(string start, string status, string output)
    {
        await using var host = await StartAsync();

        var (actualStatus, actualOutput) = await RunAsync(host, start);

        Assert.Equal((status, output), (actualStatus, actualOutput));
    }

    [Fact]
    public async Task Activity_TwoInvocations_HaveScopesOfTheirOwnThatEnd()
    {
        await using var host = await StartAsync();

        await RunAsync(host, "Doubling/1");
        await RunAsync(host, "Doubling/2");

        var used = _scopes.Entries.Where(entry => entry.StartsWith("Double used", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, used.Distinct(StringComparer.Ordinal).Count());
        Assert.All(used, entry => Assert.Contains(entry.Replace("Double used", "disposed", StringComparison.Ordinal), _scopes.Entries));
    }

    [Fact]
    public async Task Middleware_Added_WrapsEveryFunctionInOrder()
    {
        await using var host = await StartAsync(
            async (context, next) =>
            {
                _scopes.Add("outer " + context.FunctionDefinition.Name);
                await next();
            },
            async (context, next) =>
            {
                _scopes.Add("inner " + context.FunctionDefinition.Name);
                await next();
                var result = context.GetInvocationResult();
                result.Value = result.Value is int number ? number + 1 : result.Value;
            });

        var (_, output) = await RunAsync(host, "Doubling/21");

        // One more for the activity, and one for the orchestrator.
        Assert.Equal("44", output);
        Assert.Equal(
            ["outer Start", "inner Start", "outer Doubling", "inner Doubling", "outer Double", "inner Double"],
            _scopes.Entries.Where(entry => entry.StartsWith("outer", StringComparison.Ordinal) || entry.StartsWith("inner", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Middleware_OfAType_IsMadeByDependencyInjection()
    {
        await using var host = await TestHost.StartAsync(typeof(HelloSample), builder =>
        {
            builder.Services.AddSingleton(_scopes);
            builder.UseMiddleware<LoggingMiddleware>();
        });

        await host.GetAsync("/api/Hello");

        Assert.Equal(["before Hello", "after Hello"], _scopes.Entries);
    }

    private static async Task<(string Status, string Output)> RunAsync(TestHost host, string start)
    {
        using var response = await host.SendAsync(HttpMethod.Post, "/api/start/" + start);
        response.EnsureSuccessStatusCode();
        return (response.Headers.GetValues("Status").Single(), await response.Content.ReadAsStringAsync());
    }

    private Task<TestHost> StartAsync(params Func<FunctionContext, Func<Task>, Task>[] middleware) => TestHost.StartAsync(typeof(DurableSamples), builder =>
    {
        builder.Services.AddSingleton(_scopes);
        builder.Services.AddScoped<ScopedService>();
        foreach (var each in middleware)
        {
            builder.UseMiddleware(each);
        }
    });
}
