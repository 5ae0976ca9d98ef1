using FanOut.Orchestration;
using Microsoft.Azure.Functions.Worker;

namespace FanOut.Results;

/// <summary>Puts parts of the results, which follow each other, at the end of results.ndjson, and removes those of the commit before.</summary>
public sealed class CommitResultsActivity(PartStore parts, ResultsAppender results)
{
    [Function(ActivityNames.CommitResults)]
    public async Task<long> RunAsync([ActivityTrigger] CommitInput commit, CancellationToken cancellationToken)
    {
        var removed = parts.DeleteAsync(commit.JobId, commit.Done ?? [], cancellationToken);
        var end = await results.AppendAsync(commit.JobId, commit.Position, () => ReadAsync(commit, cancellationToken), cancellationToken);
        parts.Forget(commit.JobId, commit.Parts);
        await removed;
        return end;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        CommitInput commit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in commit.Parts) yield return await parts.ReadAsync(commit.JobId, part, cancellationToken);
    }
}
