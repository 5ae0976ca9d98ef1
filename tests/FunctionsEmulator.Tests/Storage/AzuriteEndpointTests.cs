using FunctionsEmulator.Storage.Azurite;

namespace FunctionsEmulator.Tests.Storage;

public sealed class AzuriteEndpointTests
{
    private const string Account = "AccountName=devstoreaccount1;AccountKey=AAAA;";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "127.0.0.1", 10000)]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://localhost", "localhost", 10000)]
    [InlineData(Account + "BlobEndpoint=http://127.0.0.1:12345/devstoreaccount1;", "127.0.0.1", 12345)]
    [InlineData(Account + "BlobEndpoint=http://[::1]:12345/devstoreaccount1;", "::1", 12345)]
    public void From_ADevelopmentConnectionString_IsWhereAzuriteBelongs(string connectionString, string host, int port)
    {
        var endpoint = AzuriteEndpoint.From(connectionString);

        Assert.Equal((host, port), (endpoint!.Host, endpoint.Port));
    }

    [Theory]
    [InlineData("AccountName=other;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:10000/other;")]
    [InlineData(Account + "BlobEndpoint=http://azurite.example:10000/devstoreaccount1;")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite.example")]
    [InlineData("no connection string")]
    [InlineData("")]
    public void From_AnythingElse_IsNothing(string connectionString) => Assert.Null(AzuriteEndpoint.From(connectionString));

    [Fact]
    public void ConnectionString_OfAPort_LeadsBackToIt() =>
        Assert.Equal(12345, AzuriteEndpoint.From(AzuriteEndpoint.ConnectionString(12345))!.Port);
}
