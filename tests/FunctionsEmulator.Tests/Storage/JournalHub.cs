using System.Globalization;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Storage;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>A task hub in a container of its own, and the stores and engines that come and go on it.</summary>
internal sealed class JournalHub(AzuriteFixture azurite)
{
    private readonly BlobContainerClient _container = azurite.CreateClient().GetBlobContainerClient($"hub-{Guid.NewGuid():N}");

    public TaskCatalog Catalog { get; } = new();

    /// <summary>As who wants to begin anew does it.</summary>
    public Task DropAsync() => _container.DeleteAsync();

    public BlobJournalStore Store(JournalWire? wire = null, TimeProvider? clock = null)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        if (wire is not null) options.Transport = new HttpClientTransport(wire);
        var container = new BlobServiceClient(azurite.ConnectionString, options).GetBlobContainerClient(_container.Name);
        clock ??= TimeProvider.System;
        return new BlobJournalStore(container, new TaskHubOwner(container, "hub", clock, NullLogger.Instance), azurite.MarkDirectory, clock, NullLogger.Instance);
    }

    public async Task<DurableEngine> StartEngineAsync(JournalWire? wire = null, TimeProvider? clock = null)
    {
        var engine = new DurableEngine(
            Catalog, Store(wire, clock), new EngineOptions { HubName = "hub" }, JsonDataConverter.Default, clock ?? TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>What the next owner reads, line by line.</summary>
    public async Task<List<string>> ReadAsync()
    {
        await using var store = Store();
        return await OpenAsync(store);
    }

    public static async Task<List<string>> OpenAsync(BlobJournalStore store)
    {
        var lines = new List<string>();
        await store.OpenAsync((_, line) => lines.Add(Encoding.UTF8.GetString(line.Span)), CancellationToken.None);
        return lines;
    }

    public static Task<int> AppendAsync(BlobJournalStore store, string line) => store.AppendAsync(Encoding.UTF8.GetBytes(line + "\n"), CancellationToken.None);

    /// <summary>As if the owner had slept for longer than its lease.</summary>
    public Task BreakLeaseAsync() => _container.GetBlobClient("owner.json").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);

    public async Task<List<int>> SegmentsAsync()
    {
        var numbers = new List<int>();
        await foreach (var blob in _container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, "journal/", CancellationToken.None))
        {
            numbers.Add(int.Parse(blob.Name.AsSpan("journal/".Length), NumberStyles.None, CultureInfo.InvariantCulture));
        }
        return numbers;
    }

    public async Task<string> SegmentAsync(int number) => (await Segment(number).DownloadContentAsync()).Value.Content.ToString();

    public async Task AppendByHandAsync(int number, string text) => await Segment(number).AppendBlockAsync(BinaryData.FromString(text).ToStream());

    public async Task DeleteSegmentAsync(int number) => await Segment(number).DeleteAsync();

    /// <summary>Puts other text in the place of a segment, behind everyone's back.</summary>
    public async Task ReplaceAsync(int number, string text)
    {
        await Segment(number).DeleteAsync();
        await Segment(number).CreateAsync();
        await AppendByHandAsync(number, text);
    }

    private AppendBlobClient Segment(int number) => _container.GetAppendBlobClient(string.Create(CultureInfo.InvariantCulture, $"journal/{number:D8}"));
}
