using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Tests.Hosting.Binding;

/// <summary>Parameters that get their values from the route or the query, by their names.</summary>
public sealed class ParameterTests : IAsyncLifetime
{
    private const string Key = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly ScopeLog _log = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(typeof(ParameterSamples), builder => builder.Services.AddSingleton(_log));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("text/a%20b", "String", "a b")]
    [InlineData("text?value=caf%C3%A9", "String", "café")]
    [InlineData("text?VALUE=other", "String", "other")]
    [InlineData("text?value=first&value=last", "String", "last")]
    [InlineData("text/route?value=query", "String", "route")]
    [InlineData("text", "null", "")]
    [InlineData("int/7", "Int32", "7")]
    [InlineData("int?value=-7", "Int32", "-7")]
    [InlineData("maybe/7", "Int32", "7")]
    [InlineData("maybe", "null", "")]
    [InlineData("or", "Int32", "5")]
    [InlineData("or?value=6", "Int32", "6")]
    [InlineData("guid/" + Key, "Guid", Key)]
    [InlineData("guid?value={" + Key + "}", "Guid", Key)]
    [InlineData("maybeguid", "null", "")]
    [InlineData("maybeguid/" + Key, "Guid", Key)]
    [InlineData("bool/true", "Boolean", "True")]
    [InlineData("weekday/2", "DayOfWeek", "Tuesday")]
    [InlineData("time?value=2026-01-31T12:00:00%2B02:00", "DateTimeOffset", "01/31/2026 12:00:00 +02:00")]
    [InlineData("date/2026-01-31", "DateOnly", "01/31/2026")]
    [InlineData("list?value=[1,2]", "String", "1+2")]
    [InlineData("order?value={\"ITEM\":\"nut\",\"count\":2}", "String", "nut")]
    [InlineData("order", "null", "")]
    public async Task Parameter_TextOfItsType_HasIt(string path, string type, string expected)
    {
        using var response = await _host.GetAsync("/api/" + path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((type, expected), (response.Headers.GetValues("Type").Single(), await response.Content.ReadAsStringAsync()));
    }

    /// <summary>What is not JSON of the type, nor a Guid or a time, fails the invocation; so does a missing value that cannot be null.</summary>
    [Theory]
    [InlineData("int/seven")]
    [InlineData("int/7.5")]
    [InlineData("int/99999999999")]
    [InlineData("int")]
    [InlineData("maybe/seven")]
    [InlineData("or?value=six")]
    [InlineData("guid/none")]
    [InlineData("guid")]
    [InlineData("maybeguid?value=none")]
    [InlineData("bool/True")]
    [InlineData("bool")]
    [InlineData("weekday/Tuesday")]
    [InlineData("time/soon")]
    [InlineData("list/1,2")]
    [InlineData("point/3")]
    public async Task Parameter_AnythingElse_FailsTheInvocation(string path)
    {
        using var response = await _host.GetAsync("/api/" + path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Parameter_TypeWithAConverter_IsMadeByIt() => Assert.Equal("Point { X = 3, Y = 4 }", await _host.Client.GetStringAsync(new Uri("/api/point/3x4", UriKind.Relative)));

    [Fact]
    public async Task Parameter_WithAConverterOfItsOwn_IsMadeByItFromDependencyInjection()
    {
        Assert.Equal("SHOUT", await _host.Client.GetStringAsync(new Uri("/api/upper?value=shout", UriKind.Relative)));
        Assert.Equal("", await _host.Client.GetStringAsync(new Uri("/api/upper", UriKind.Relative)));

        Assert.Equal(["converted shout"], _log.Entries);
    }

    [Theory]
    [InlineData(true, "SHOUT")]
    [InlineData(false, "shout")]
    public async Task Parameter_ConverterRegisteredForAll_ComesInItsPlace(bool first, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(ParameterSamples), builder => Register(builder, first));

        Assert.Equal(expected, await host.Client.GetStringAsync(new Uri("/api/text/shout", UriKind.Relative)));
        Assert.Equal("7", await host.Client.GetStringAsync(new Uri("/api/int/7", UriKind.Relative)));
    }

    [Fact]
    public async Task BindingData_OfARequest_HasRouteOverQueryButNotTheKey() => Assert.Equal(
        """Query={"a":"2","value":"query","code":"key"};a=2;value=route""",
        await _host.Client.GetStringAsync(new Uri("/api/data/route?a=1&a=2&value=query&code=key", UriKind.Relative)));

    private void Register(FunctionsApplicationBuilder builder, bool first)
    {
        builder.Services.AddSingleton(_log);
        builder.Services.Configure<WorkerOptions>(options =>
        {
            if (first) options.InputConverters.RegisterAt<UpperCaseConverter>(0);
            else options.InputConverters.Register<UpperCaseConverter>();
        });
    }
}
