using System.Runtime.CompilerServices;
using FanOut.Results;
using Microsoft.Extensions.Caching.Memory;

namespace FanOut.Jobs;

/// <summary>
/// Jobs that were started here and have yet to write their input, their first blob: a listing of blobs lacks them, and who
/// has been told of a job must find it.
/// </summary>
public sealed class NewJobs(JobBlobs blobs) : IDisposable
{
    /// <summary>Longer than a job takes to its first blob: where another process writes that, this one does not hear of it.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _ids = new(new MemoryCacheOptions());

    public void Add(string jobId) => _ids.Set(jobId, jobId, s_life);

    public void Remove(string jobId) => _ids.Remove(jobId);

    /// <summary>The ids of jobs by their blobs and of those that have none yet, newest first; those behind <paramref name="after"/>, if it is given.</summary>
    public async IAsyncEnumerable<string> ListAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Taken first: one that is written meanwhile is found twice rather than not at all.
        var unwritten = new Queue<string>(_ids.Keys.Cast<string>().Where(id => after is null || string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal));
        await foreach (var stored in blobs.ListJobIdsAsync(after, cancellationToken))
        {
            while (unwritten.TryPeek(out var next) && string.CompareOrdinal(next, stored) <= 0)
            {
                unwritten.Dequeue();
                if (!string.Equals(next, stored, StringComparison.Ordinal)) yield return next;
            }
            yield return stored;
        }
        foreach (var next in unwritten) yield return next;
    }

    public void Dispose() => _ids.Dispose();
}
