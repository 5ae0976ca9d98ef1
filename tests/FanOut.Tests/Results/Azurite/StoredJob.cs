using System.Text;
using Azure.Storage.Blobs.Specialized;
using FanOut.Orchestration;
using FanOut.Results;
using FunctionsEmulator.Tests.Storage;
using Microsoft.Extensions.Logging.Testing;

namespace FanOut.Tests.Results.Azurite;

/// <summary>A job's results in the making, in a container of its own.</summary>
internal sealed class StoredJob
{
    public const string Id = "0000000000000000deadbeef";

    private StoredJob(JobBlobs blobs)
    {
        Blobs = blobs;
        Digests = new DigestStore(blobs);
        Parts = new PartStore(blobs);
        Whole = new WholeResults(blobs, Digests);
        Inputs = new InputChunks(blobs);
        Input = new InputReader(blobs, Inputs);
        InputWriter = new InputWriter(blobs, Inputs);
        Commits = new CommitResultsActivity(Parts, new ResultsAppender(blobs, Digests, Log));
    }

    public JobBlobs Blobs { get; }
    public DigestStore Digests { get; }
    public PartStore Parts { get; }
    public WholeResults Whole { get; }
    public InputChunks Inputs { get; }
    public InputReader Input { get; }
    public InputWriter InputWriter { get; }
    public CommitResultsActivity Commits { get; }
    public FakeLogger<ResultsAppender> Log { get; } = new();

    public AppendBlobClient Results => Blobs.Results(Id);

    public static async Task<StoredJob> CreateAsync(AzuriteFixture azurite)
    {
        var container = azurite.CreateClient().GetBlobContainerClient("job-" + Guid.NewGuid().ToString("N"));
        await container.CreateAsync();
        return new StoredJob(new JobBlobs(container));
    }

    /// <summary>The same storage as another process sees it, which remembers nothing.</summary>
    public StoredJob FromElsewhere() => new(Blobs);

    public async Task<Part> WriteAsync(int first, string lines)
    {
        var part = new Part(first, lines.Count(c => c == '\n'), Encoding.UTF8.GetByteCount(lines));
        await Parts.WriteAsync(Id, part, Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        return part;
    }

    public Task<long> CommitAsync(long position, params Part[] parts) =>
        Commits.RunAsync(new CommitInput(Id, position, parts, Done: null), CancellationToken.None);

    public Task AppendByHandAsync(ReadOnlyMemory<byte> bytes) => Results.AppendBlockAsync(BinaryData.FromBytes(bytes).ToStream());

    public async Task<string> ReadAsync() => (await Results.DownloadContentAsync()).Value.Content.ToString();
}
