namespace Microsoft.DurableTask;

/// <summary>A part of a longer list.</summary>
/// <param name="values">The part's items.</param>
/// <param name="continuationToken">Where the next part begins; null (the default) after the last one.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
{
    /// <summary>The part's items.</summary>
    public IReadOnlyList<T> Values { get; } = values ?? throw new ArgumentNullException(nameof(values));

    /// <summary>Where the next part begins; null after the last one.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}
