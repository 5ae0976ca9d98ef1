namespace FanOut.Fetching.Robots;

/// <summary>
/// The robots.txt of each host that a job meets, read once for all its fetches in this process. Another instance reads it
/// for itself.
/// </summary>
internal sealed class RobotsFiles(RobotsReader reader, TimeProvider time)
{
    /// <summary>Hosts whose answer is kept, over all jobs; the one that was not asked for the longest goes first.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>What all that are kept may take.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    /// <summary>An answer holds no longer (RFC 9309, 2.4).</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    /// <summary>A job that ended on another instance is not told of here.</summary>
    public static readonly TimeSpan MaxIdle = TimeSpan.FromHours(1);

    /// <summary>What robots.txt may take to be read, where a URL's own time limit is not shorter.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, LinkedListNode<File>> _files = [];

    /// <summary>The one that was asked for last is at the end.</summary>
    private readonly LinkedList<File> _byUse = new();
    private long _bytes;

    public int Count
    {
        get
        {
            lock (_gate) return _files.Count;
        }
    }

    /// <summary>The answer of the host of <paramref name="url"/>; it is read now when nobody has asked before.</summary>
    public Task<RobotsAnswer> GetAsync(string jobId, Uri url, string userAgent, TimeSpan limit, CancellationToken jobStopped)
    {
        var key = new Key(jobId, url.Scheme, url.IdnHost, url.Port);
        File file;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_files.TryGetValue(key, out var known) && now - known.Value.Since < MaxAge && !known.Value.IsGivenUp)
            {
                known.Value.LastUse = now;
                _byUse.Remove(known);
                _byUse.AddLast(known);
                return known.Value.Answer;
            }

            if (known is not null) Remove(known);
            file = new File(key, now, jobStopped);
            _files.Add(key, _byUse.AddLast(file));
            Trim(now);
        }

        _ = ReadAsync(file, url, userAgent, limit < Longest ? limit : Longest, jobStopped);
        return file.Answer;
    }

    /// <summary>The job has ended.</summary>
    public void Forget(string jobId)
    {
        lock (_gate)
        {
            for (var node = _byUse.First; node is not null;)
            {
                var next = node.Next;
                if (string.Equals(node.Value.Key.JobId, jobId, StringComparison.Ordinal)) Remove(node);
                node = next;
            }
        }
    }

    private async Task ReadAsync(File file, Uri url, string userAgent, TimeSpan limit, CancellationToken jobStopped)
    {
        var answer = await reader.ReadAsync(url, userAgent, limit, jobStopped);
        lock (_gate)
        {
            // It may have had to go meanwhile, even for a newer one.
            if (_files.TryGetValue(file.Key, out var node) && node.Value == file)
            {
                if (answer.IsLasting)
                {
                    file.Bytes = answer.Rules?.Bytes ?? 0;
                    _bytes += file.Bytes;
                    Trim(time.GetUtcNow());
                }
                else
                {
                    Remove(node);
                }
            }
        }

        file.Complete(answer);
    }

    private void Trim(DateTimeOffset now)
    {
        while (_byUse.First is { } oldest && (_files.Count > MaxFiles || _bytes > MaxBytes || now - oldest.Value.LastUse > MaxIdle)) Remove(oldest);
    }

    private void Remove(LinkedListNode<File> node)
    {
        _byUse.Remove(node);
        _files.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
    }

    private readonly record struct Key(string JobId, string Scheme, string Host, int Port);

    private sealed class File(Key key, DateTimeOffset since, CancellationToken jobStopped)
    {
        private readonly TaskCompletionSource<RobotsAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Key Key { get; } = key;
        public DateTimeOffset Since { get; } = since;
        public DateTimeOffset LastUse { get; set; } = since;
        public long Bytes { get; set; }
        public Task<RobotsAnswer> Answer => _answer.Task;

        /// <summary>Who had it read was stopped before there was an answer; whoever asks now has it read again.</summary>
        public bool IsGivenUp => jobStopped.IsCancellationRequested && !_answer.Task.IsCompleted;

        public void Complete(RobotsAnswer answer) => _answer.SetResult(answer);
    }
}
