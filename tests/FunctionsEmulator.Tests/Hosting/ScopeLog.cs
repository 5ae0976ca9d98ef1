using System.Collections.Concurrent;

namespace FunctionsEmulator.Tests.Hosting;

public sealed class ScopeLog
{
    private readonly ConcurrentQueue<string> _entries = new();
    private int _last;

    public IEnumerable<string> Entries => _entries;

    public int Next() => Interlocked.Increment(ref _last);

    public void Add(string entry) => _entries.Enqueue(entry);
}
