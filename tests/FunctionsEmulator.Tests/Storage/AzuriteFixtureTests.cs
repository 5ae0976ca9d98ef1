namespace FunctionsEmulator.Tests.Storage;

[Collection("Azurite")]
public sealed class AzuriteFixtureTests
{
    [Fact]
    public async Task Restart_AfterABlobWasWritten_FindsItAtTheSameAddress()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        try
        {
            var container = azurite.CreateClient().GetBlobContainerClient("kept");
            await container.CreateAsync();
            await container.UploadBlobAsync("one", BinaryData.FromString("1"));

            await azurite.RestartAsync();

            Assert.Equal("1", (await container.GetBlobClient("one").DownloadContentAsync()).Value.Content.ToString());
        }
        finally
        {
            await azurite.DisposeAsync();
        }

        Assert.False(Directory.Exists(azurite.DataDirectory));
    }
}
