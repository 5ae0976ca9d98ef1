using System.Net;

namespace FunctionsEmulator.Tests.Management;

public sealed class AccessTests
{
    [Theory]
    [InlineData("GET", "instances")]
    [InlineData("GET", "instances/one")]
    [InlineData("DELETE", "instances/one")]
    [InlineData("DELETE", "instances?createdTimeFrom=2000-01-01")]
    [InlineData("POST", "orchestrators/Echo/two")]
    [InlineData("POST", "instances/one/raiseEvent/go")]
    [InlineData("POST", "instances/one/terminate")]
    [InlineData("POST", "instances/one/suspend")]
    [InlineData("POST", "instances/one/resume")]
    [InlineData("POST", "instances/one/rewind")]
    [InlineData("POST", "instances/one/restart")]
    public async Task Route_WithoutTheSystemKey_IsShut(string method, string path)
    {
        await using var host = await ManagementHost.StartAsync("system", "function");
        await host.EndedAsync("one");
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

        Assert.Equal(HttpStatusCode.Unauthorized, await host.StatusOfAsync(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.StatusOfAsync(new HttpMethod(method), $"{path}{separator}code=function"));
        Assert.Single(await host.Client.GetAllInstancesAsync().ToListAsync());
        Assert.NotEqual(HttpStatusCode.Unauthorized, await host.StatusOfAsync(new HttpMethod(method), $"{path}{separator}code=system"));
    }

    [Theory]
    [InlineData("GET", "orchestrators/Echo")]
    [InlineData("PUT", "instances/one")]
    [InlineData("GET", "instances/one/terminate")]
    [InlineData("POST", "instances")]
    [InlineData("POST", "nothing")]
    public async Task Route_WrongVerb_IsNotFound(string method, string path)
    {
        await using var host = await ManagementHost.StartAsync();
        await host.WaitingAsync("one");

        Assert.Equal(HttpStatusCode.NotFound, await host.StatusOfAsync(new HttpMethod(method), path));
    }

    [Theory]
    [InlineData("SampleApp", HttpStatusCode.OK)]
    [InlineData("another", HttpStatusCode.NotFound)]
    public async Task Route_TaskHub_MustBeTheHosts(string hub, HttpStatusCode expected)
    {
        await using var host = await ManagementHost.StartAsync();

        Assert.Equal(expected, await host.StatusOfAsync(HttpMethod.Get, $"instances?taskHub={hub}&connection=Storage"));
    }
}
