namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities to list.</summary>
public record EntityQuery
{
    /// <summary>Entities in a page unless said otherwise.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>The beginning of their ids, as <c>@name@key</c> or a name alone; null (the default) for all.</summary>
    public string? InstanceIdStartsWith { get; init; }

    /// <summary>Only those that changed at or after this time; null (the default) for no bound.</summary>
    public DateTimeOffset? LastModifiedFrom { get; init; }

    /// <summary>Only those that changed at or before this time; null (the default) for no bound.</summary>
    public DateTimeOffset? LastModifiedTo { get; init; }

    /// <summary>Whether to read states too; true by default.</summary>
    public bool IncludeState { get; init; } = true;

    /// <summary>Whether to list entities without a state; false by default.</summary>
    public bool IncludeTransient { get; init; }

    /// <summary>At most this many in a page; null (the default) for the backend's choice.</summary>
    public int? PageSize { get; init; }

    /// <summary>Where the page before ended; null (the default) at the start.</summary>
    public string? ContinuationToken { get; init; }
}
