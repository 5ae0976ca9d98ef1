using FanOut.Jobs;

namespace FanOut.Results;

/// <summary>Writes the inputs of jobs that were told their URLs with their start.</summary>
public sealed class InputWriter(JobBlobs blobs, InputChunks inputs)
{
    /// <summary>Once more it writes the same again.</summary>
    public async Task WriteAsync(string jobId, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        await using var input = new InputBlobStream(blobs.Input(jobId));
        using var lines = new UrlLineWriter(input);
        foreach (var url in urls) lines.Write(url, tooLong: false);
        await lines.FlushAsync(cancellationToken);
        await input.CommitAsync(cancellationToken);
        if (input.Whole is { } whole) inputs.Keep(jobId, whole);
    }
}
