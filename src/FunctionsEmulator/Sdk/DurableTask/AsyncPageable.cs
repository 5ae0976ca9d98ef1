namespace Microsoft.DurableTask;

/// <summary>A list that is fetched in parts as it is read.</summary>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
{
    /// <summary>The list part by part.</summary>
    /// <param name="continuationToken">Where to begin; null (the default) at the start.</param>
    /// <param name="pageSizeHint">How many items a part should have; null (the default) leaves it to the source.</param>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <summary>The list item by item.</summary>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (var value in page.Values)
            {
                yield return value;
            }
        }
    }
}
