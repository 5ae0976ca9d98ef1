using System.Text;
using FanOut.Control;
using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>Reads the URLs of a slice, as many as one message may carry.</summary>
public sealed class ReadSliceActivity(InputReader input, ControlWatcher control)
{
    /// <summary>What goes into the history of an orchestration stays below this.</summary>
    private const int MaxMessageBytes = 256 * 1024;

    /// <summary>Makes a URL that was cut longer than any may be, so that it is found to be invalid.</summary>
    private const string CutMark = "...";

    [Function(ActivityNames.ReadSlice)]
    public async Task<SliceUrls> RunAsync([ActivityTrigger] Slice slice, CancellationToken cancellationToken)
    {
        var asked = slice.IsOfNewJob ? Task.FromResult(JobControl.Nothing) : control.LookAsync(slice.JobId, cancellationToken);
        var urls = new List<string>(slice.Count);
        List<int>? sources = null, indexes = null;
        var next = slice.Offset;
        var bytes = 0;
        await foreach (var line in input.ReadAsync(slice, cancellationToken))
        {
            bytes += Encoding.UTF8.GetByteCount(line.Url);
            if (bytes > MaxMessageBytes && urls.Count > 0) break;
            urls.Add(line.TooLong ? line.Url + CutMark : line.Url);
            if (line.Source is { } source) (sources ??= new List<int>(slice.Count)).Add(source);
            if (line.Index is { } index) (indexes ??= new List<int>(slice.Count)).Add(index);
            next += line.Bytes;
        }
        var state = await asked;
        return new SliceUrls(urls, state.EndsFetches, state.Version, sources, indexes, slice.Lane is null ? 0 : next);
    }
}
