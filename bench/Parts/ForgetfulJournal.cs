using FunctionsEmulator.Durable.Journal;

namespace Parts;

/// <summary>A journal that takes lines and keeps none.</summary>
internal sealed class ForgetfulJournal : IJournalStore
{
    public Task<OwnershipLostException> Lost { get; } = new TaskCompletionSource<OwnershipLostException>().Task;

    public Task<long> OpenAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => Task.FromResult(1L);

    public Task<int> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task ReadAsync(Action<int, ReadOnlyMemory<byte>> onLine, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task TrimAsync(int firstNeededSegment, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
