using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class WorkerServicesTests
{
    private const JsonNumberHandling Quoted = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;

    [Fact]
    public async Task JsonOptions_OfTheApp_HoldForWhatIsDurable() => Assert.Equal(
        "\"42\"", await DoubleAsync(builder => builder.Services.Configure<JsonSerializerOptions>(options => options.NumberHandling = Quoted)));

    [Fact]
    public async Task Serializer_OfTheApp_HoldsForWhatIsDurable() => Assert.Equal(
        "\"42\"",
        await DoubleAsync(builder => builder.Services.AddFunctionsWorkerCore(
            options => options.Serializer = new JsonObjectSerializer(new JsonSerializerOptions { NumberHandling = Quoted }))));

    [Fact]
    public async Task Middleware_AddedByWayOfServices_WrapsFunctionsToo() => Assert.Equal(
        "44",
        await DoubleAsync(builder => builder.Services.AddFunctionsWorkerCore().UseDefaultWorkerMiddleware().UseMiddleware(async (context, next) =>
        {
            await next();
            var result = context.GetInvocationResult();
            result.Value = result.Value is int number ? number + 1 : result.Value;
        })));

    private static async Task<string> DoubleAsync(Action<FunctionsApplicationBuilder> configure)
    {
        await using var host = await TestHost.StartAsync(typeof(DurableSamples), builder =>
        {
            builder.Services.AddSingleton(new ScopeLog()).AddScoped<ScopedService>();
            configure(builder);
        });
        using var response = await host.SendAsync(HttpMethod.Post, "/api/start/Doubling/21");
        return await response.Content.ReadAsStringAsync();
    }
}
