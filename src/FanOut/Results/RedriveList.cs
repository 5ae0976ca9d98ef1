using System.Text.Json;
using FanOut.Fetching;
using FanOut.Jobs;

namespace FanOut.Results;

/// <summary>Makes the list of a redrive: the lines of a finished job's list whose records have certain outcomes.</summary>
public sealed class RedriveList(JobBlobs blobs)
{
    /// <summary>
    /// Both blobs of the old job are in index order, so they are read side by side, and neither is ever in memory. A job
    /// that was ended by force lacks records; their URLs were not run.
    /// </summary>
    /// <returns>How many lines there are, and where; nothing is written when there are none.</returns>
    public async Task<(int Total, LineIndex Lines)> WriteAsync(string sourceId, HashSet<Outcome> outcomes, string id, CancellationToken cancellationToken)
    {
        using var input = await BlobReads.TryOpenAsync(blobs.Input(sourceId), cancellationToken)
            ?? throw new InvalidDataException($"The list of job {sourceId} is gone.");
        using var results = await BlobReads.TryOpenAsync(blobs.Results(sourceId), cancellationToken);
        using var urls = new StreamReader(input.Content);
        using var records = new StreamReader(results?.Content ?? Stream.Null);
        await using var target = new InputBlobStream(blobs.Input(id));
        using var lines = new UrlLineWriter(target);
        for (var index = 0; await urls.ReadLineAsync(cancellationToken) is { } line; index++)
        {
            if (!outcomes.Contains(OutcomeOf(await records.ReadLineAsync(cancellationToken)))) continue;
            var url = JsonSerializer.Deserialize(line, ResultsJson.Default.InputLine)!;
            lines.Write(url.Url, url.TooLong, index);
            if (lines.NeedsFlush) await lines.FlushAsync(cancellationToken);
        }
        var where = await lines.CompleteAsync(cancellationToken);
        if (lines.Lines > 0) await target.CommitAsync(cancellationToken);
        return (lines.Lines, where);
    }

    private static Outcome OutcomeOf(string? record) =>
        record is null ? Outcome.NotRun : JsonSerializer.Deserialize(record, ResultsJson.Default.RecordCount)!.Outcome;
}
