using System.Net;

namespace FunctionsEmulator.Tests.Management;

public sealed class PurgingTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Purge_OfOneEnded_DeletesIt()
    {
        await _host.EndedAsync("one");

        using var response = await _host.SendAsync(HttpMethod.Delete, "instances/one");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"instancesDeleted":1}""", await response.Content.ReadAsStringAsync());
        Assert.Null(await _host.Client.GetInstanceAsync("one"));
    }

    [Fact]
    public async Task Purge_OfAParent_LeavesItsChildrenForAPurgeOfTheirOwn()
    {
        await _host.EndedAsync("tree", "Eventful");

        using var response = await _host.SendAsync(HttpMethod.Delete, "instances/tree");

        Assert.Equal("""{"instancesDeleted":1}""", await response.Content.ReadAsStringAsync());
        Assert.NotNull(await _host.Client.GetInstanceAsync("tree-child"));
    }

    [Fact]
    public async Task PurgeAll_OfAWholeTree_CountsEveryInstanceOfIt()
    {
        await _host.EndedAsync("tree", "Eventful");

        using var response = await _host.SendAsync(HttpMethod.Delete, "instances?createdTimeFrom=2000-01-01");

        // The parent and its two children.
        Assert.Equal("""{"instancesDeleted":3}""", await response.Content.ReadAsStringAsync());
        Assert.Empty(await _host.Client.GetAllInstancesAsync().ToListAsync());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("busy")]
    public async Task Purge_OfNoneThatEnded_IsNotFound(string id)
    {
        await _host.WaitingAsync("busy");

        Assert.Equal(HttpStatusCode.NotFound, await _host.StatusOfAsync(HttpMethod.Delete, "instances/" + id));
        Assert.NotNull(await _host.Client.GetInstanceAsync("busy"));
    }

    [Theory]
    [InlineData("createdTimeFrom=2000-01-01", 2)]
    [InlineData("createdTimeFrom=2000-01-01&runtimeStatus=Failed", 1)]
    [InlineData("createdTimeFrom=2000-01-01&runtimeStatus=Completed,Failed&createdTimeTo=2900-01-01", 2)]
    public async Task PurgeAll_Filter_DeletesWhatMatchesAndHasEnded(string query, int expected)
    {
        await _host.EndedAsync("one");
        await _host.EndedAsync("two", "Failing");
        await _host.WaitingAsync("busy");

        using var response = await _host.SendAsync(HttpMethod.Delete, "instances?" + query);

        Assert.Equal($$"""{"instancesDeleted":{{expected}}}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(3 - expected, (await _host.Client.GetAllInstancesAsync().ToListAsync()).Count);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("createdTimeTo=2900-01-01", HttpStatusCode.BadRequest)]
    [InlineData("createdTimeFrom=soon", HttpStatusCode.BadRequest)]
    [InlineData("createdTimeFrom=2000-01-01&runtimeStatus=Lost", HttpStatusCode.BadRequest)]
    [InlineData("createdTimeFrom=2900-01-01", HttpStatusCode.NotFound)]
    public async Task PurgeAll_FilterThatMatchesNothingOrIsBad_DeletesNothing(string query, HttpStatusCode expected)
    {
        await _host.EndedAsync("one");

        Assert.Equal(expected, await _host.StatusOfAsync(HttpMethod.Delete, "instances?" + query));
        Assert.NotNull(await _host.Client.GetInstanceAsync("one"));
    }
}
