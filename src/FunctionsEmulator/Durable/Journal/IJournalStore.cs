namespace FunctionsEmulator.Durable.Journal;

/// <summary>Where the lines of a task hub's journal are kept: append blobs, or memory in tests.</summary>
internal interface IJournalStore : IAsyncDisposable
{
    /// <summary>Ends, with the reason, when another process has been seen to own the task hub, though nothing was appended.</summary>
    Task<OwnershipLostException> Lost { get; }

    /// <summary>
    /// Takes the task hub for this process and reads what is there. From its return on no earlier owner can append.
    /// </summary>
    /// <param name="onLine">Called for each line in order, without its line feed, with the number of its segment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The epoch of this ownership: higher than any before it.</returns>
    Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken);

    /// <summary>
    /// Appends whole lines behind all earlier ones. Returns when they are durable, however long the storage is away.
    /// </summary>
    /// <returns>The number of the segment that holds them.</returns>
    /// <exception cref="OwnershipLostException">Another process owns the task hub now; nothing was written.</exception>
    Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);

    /// <summary>Reads what is durable, from the oldest line that has not been dropped; appends may go on meanwhile.</summary>
    /// <param name="onLine">As for <see cref="OpenAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken);

    /// <summary>Drops all segments before this one: nothing in them is needed any more.</summary>
    Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken);
}
