using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FanOut.Jobs;
using FanOut.Lists;
using FanOut.Results;
using FanOut.Tests.Jobs;
using FanOut.Tests.Results.Azurite;
using FunctionsEmulator.Tests.Storage;

namespace FanOut.Tests.Lists.Azurite;

/// <summary>Lists in blobs of a real account.</summary>
[Collection(AzuriteTests.Name)]
public sealed class BlobListTests : IAsyncLifetime, IDisposable
{
    private readonly BlobServiceClient _account;
    private readonly string _container = $"lists-{Guid.NewGuid():N}";
    private readonly BlobContainerClient _private;
    private readonly TestLists _lists;

    public BlobListTests(AzuriteFixture azurite)
    {
        _account = azurite.CreateClient();
        _private = _account.GetBlobContainerClient($"private-{Guid.NewGuid():N}");
        _lists = new TestLists(new JobBlobs(_private), new JobSettings { ListContainers = $"other,{_container}" });
    }

    public async Task InitializeAsync()
    {
        await _account.CreateBlobContainerAsync(_container);
        await _private.CreateAsync();
        await _private.UploadBlobAsync("secret.txt", BinaryData.FromString("https://example.com/secret"));
    }

    public async Task DisposeAsync()
    {
        await _account.DeleteBlobContainerAsync(_container);
        await _private.DeleteAsync();
    }

    public void Dispose() => _lists.Dispose();

    [Theory]
    [InlineData(ListFormat.Text, "", "")]
    [InlineData(ListFormat.Ndjson, "", "")]
    [InlineData(ListFormat.Csv, "", "")]
    [InlineData(ListFormat.Text, ".gz", "")]
    [InlineData(ListFormat.Ndjson, "", "gzip")]
    [InlineData(ListFormat.Csv, ".GZ", "gzip")]
    public async Task Blob_OfAHundredThousandLines_IsRead(ListFormat format, string extension, string encoding)
    {
        var content = Encoding.UTF8.GetBytes(ListFormatTests.Lines(format));
        var name = $"a folder/list ü?#{extension}";
        await PutAsync(name, extension.Length + encoding.Length > 0 ? Posting.Gzip(content) : content, encoding);

        var urls = await _lists.UrlsAsync(Of(name, format));

        Assert.Equal(100_000, urls.Length);
        Assert.Equal("https://example.com/99999", urls[^1]);
    }

    [Fact]
    public async Task Text_HasComments_AndDuplicatesThatCanBeDropped()
    {
        await PutAsync("a.txt", "# pages\nhttps://a/\n\n  https://b/\nhttps://a/\nno url"u8.ToArray());
        Assert.Equal(["https://a/", "https://b/", "https://a/", "no url"], await _lists.UrlsAsync(Of("a.txt")));
        Assert.Equal(["https://a/", "https://b/", "no url"], await _lists.UrlsAsync(Of("a.txt"), dedupe: true));
    }

    [Fact]
    public async Task Blob_OfTooManyUrls_IsRefused()
    {
        using var lists = new TestLists(new JobBlobs(_private), new JobSettings { ListContainers = _container, MaxUrlsPerJob = 2 });
        await PutAsync("a.txt", "u\nv\nw"u8.ToArray());
        Assert.Contains("at most 2 URLs", await lists.RefusedAsync(Of("a.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blob_ThatIsNotThere_IsRefused()
    {
        Assert.Equal($"There is no blob 'b.txt' in the container '{_container}'.", await _lists.RefusedAsync(Of("b.txt")));
        Assert.Equal("There is no blob 'b.txt' in the container 'other'.", await _lists.RefusedAsync(new UrlsFrom { Container = "other", BlobName = "b.txt" }));
    }

    [Fact]
    public async Task Blob_ThatIsEmpty_IsRefused()
    {
        await PutAsync("a.txt", "# nothing\n"u8.ToArray());
        Assert.Equal("Must hold at least one URL.", await _lists.RefusedAsync(Of("a.txt")));
        foreach (var format in Enum.GetValues<ListFormat>())
        {
            await PutAsync("empty", []);
            Assert.Equal("Must hold at least one URL.", await _lists.RefusedAsync(Of("empty", format)));
        }
    }

    [Theory]
    [InlineData("a.txt.gz", "", "Is not valid gzip")]
    [InlineData("a.txt", "gzip", "Is not valid gzip")]
    [InlineData("a.txt", "zstd", "Is not valid zstd")]
    public async Task Blob_ThatIsNotCompressedAsItSays_IsRefused(string name, string encoding, string error)
    {
        await PutAsync(name, "https://a/"u8.ToArray(), encoding);
        Assert.StartsWith(error, await _lists.RefusedAsync(Of(name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_CutShort_IsRefused()
    {
        var whole = Posting.Gzip(Encoding.UTF8.GetBytes(ListFormatTests.Lines(ListFormat.Text, 5000)));
        await PutAsync("a.txt.gz", whole[..^100]);
        Assert.StartsWith("Is not valid gzip", await _lists.RefusedAsync(Of("a.txt.gz")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_ThatIsNotForLists_IsNeverRead()
    {
        foreach (var container in new[] { _private.Name, _container.ToUpperInvariant(), "azure-webjobs-secrets", "$logs", "$root", ".", ".." })
        {
            var error = await _lists.RefusedAsync(new UrlsFrom { Container = container, BlobName = "secret.txt" });
            Assert.StartsWith("Is not in a container that lists are read from.", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Name_ThatLeadsToAnotherContainer_IsNeverRead()
    {
        string[] ways = ["../{0}/secret.txt", "x/../../{0}/secret.txt", "./../{0}/secret.txt", "..\\{0}\\secret.txt", "%2e%2e/{0}/secret.txt", "..%2f{0}/secret.txt",
            "/../{0}/secret.txt", "/{0}/secret.txt", "../../devstoreaccount1/{0}/secret.txt", "x?comp=list&restype=container", "x#/../../{0}/secret.txt", "..;/{0}/secret.txt"];
        foreach (var way in ways)
        {
            var error = await _lists.RefusedAsync(Of(string.Format(way, _private.Name)));
            Assert.True(error.StartsWith("There is no blob", StringComparison.Ordinal) || error is "Is not the plain name of a blob.", $"{way}: {error}");
        }
    }

    [Fact]
    public async Task Containers_OfNone_AreRefused()
    {
        using var lists = new TestLists(new JobBlobs(_private), new JobSettings { ListContainers = "" });
        Assert.StartsWith("Blobs are not read here", await lists.RefusedAsync(Of("a.txt")), StringComparison.Ordinal);
    }

    private UrlsFrom Of(string name, ListFormat format = ListFormat.Text) => new() { Container = _container, BlobName = name, Format = format };

    private async Task PutAsync(string name, byte[] content, string encoding = "") =>
        await _account.GetBlobContainerClient(_container).GetBlobClient(name).UploadAsync(
            BinaryData.FromBytes(content), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentEncoding = encoding.Length > 0 ? encoding : null } });
}
