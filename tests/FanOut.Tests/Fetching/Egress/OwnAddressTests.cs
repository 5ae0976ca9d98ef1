using System.Net;
using FanOut.Fetching;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Moq;

namespace FanOut.Tests.Fetching.Egress;

public sealed class OwnAddressTests
{
    private const int OwnPort = 7071;

    [Theory]
    [InlineData("http://127.0.0.1:7071/")]
    [InlineData("http://127.0.0.2:7071/api/jobs")]
    [InlineData("http://[::1]:7071/")]
    [InlineData("http://[::ffff:127.0.0.1]:7071/")]
    [InlineData("http://0.0.0.0:7071/")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/fanout")]
    [InlineData("http://127.0.0.1:10001/")]
    [InlineData("http://127.0.0.1:10002/")]
    [InlineData("http://name.example.com:7071/")]
    [InlineData("http://name.example.com:10000/")]
    [InlineData("http://app.azurewebsites.net/")]
    public async Task Fetch_OwnOrStorageAddress_IsBlockedThoughItsNetworkIsAllowed(string url)
    {
        var resolver = new StubResolver("127.0.0.1");
        using var fetcher = new TestFetcher(networks: "0.0.0.0/0,::/0", resolver: resolver, own: Own(resolver, "UseDevelopmentStorage=true"));

        var record = await fetcher.GetAsync(url);

        Assert.Equal((Outcome.Blocked, OwnEndpoints.Refused), (record.Outcome, record.Error));
    }

    [Fact]
    public async Task Fetch_OwnAddressThatIsNamedWithItsPort_IsReached()
    {
        await using var site = await TestSite.StartAsync(_ => Task.CompletedTask);
        var resolver = new StubResolver("127.0.0.1");
        using var fetcher = new TestFetcher(networks: $"127.0.0.1:{site.Port}", own: Own(resolver, "", $"http://127.0.0.1:{site.Port}"));

        Assert.Equal(Outcome.Ok, (await fetcher.GetAsync(site.Url)).Outcome);
    }

    [Theory]
    [InlineData("BlobEndpoint=http://azurite:10000/devstoreaccount1;AccountName=devstoreaccount1;AccountKey=AAAA", "10.1.2.3", 10000, true)]
    [InlineData("BlobEndpoint=http://azurite:10000/devstoreaccount1;AccountName=devstoreaccount1;AccountKey=AAAA", "10.1.2.4", 10000, false)]
    [InlineData("BlobEndpoint=http://10.1.2.9:10000/devstoreaccount1;AccountName=devstoreaccount1;AccountKey=AAAA", "10.1.2.9", 10000, true)]
    [InlineData("BlobEndpoint=http://10.1.2.9:10000/devstoreaccount1;AccountName=devstoreaccount1;AccountKey=AAAA", "10.1.2.9", 8080, false)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=AAAA;QueueEndpoint=https://a.queue.example.com/", "10.1.2.3", 443, true)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=AAAA;QueueEndpoint=https://a.queue.example.com/", "93.184.216.34", 443, false)]
    public async Task OwnEndpoints_StorageElsewhere_IsKnownByItsPrivateAddress(string connection, string address, int port, bool own) =>
        Assert.Equal(own, await Own(new StubResolver("10.1.2.3"), connection).ContainAsync(IPAddress.Parse(address), port, default));

    private static OwnEndpoints Own(StubResolver resolver, string connection, string? listensOn = null)
    {
        var addresses = new Mock<IServerAddressesFeature>();
        addresses.Setup(feature => feature.Addresses).Returns([listensOn ?? $"http://127.0.0.1:{OwnPort}", "http://[::]:7072"]);
        var features = new FeatureCollection();
        features.Set(addresses.Object);
        var server = Mock.Of<IServer>(server => server.Features == features);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", connection)]).Build();
        return new OwnEndpoints(server, StorageEndpoints.Of(configuration), "app.azurewebsites.net", resolver);
    }
}
