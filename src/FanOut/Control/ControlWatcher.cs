using FanOut.Fetching;
using FanOut.Orchestration;
using Microsoft.Extensions.Logging;

namespace FanOut.Control;

/// <summary>
/// Lets running fetches know that their job has been stopped, on every instance: the control blob is read about once a
/// second per process and job with fetches, never per URL.
/// </summary>
public sealed partial class ControlWatcher(ControlStore control, TimeProvider clock, ILogger<ControlWatcher> log)
{
    private static readonly TimeSpan s_readEvery = TimeSpan.FromMilliseconds(800);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watch> _watches = new(StringComparer.Ordinal);

    /// <summary>Watches a job until the result is disposed.</summary>
    public Watching Enter(string jobId)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(jobId, out var watch))
            {
                _watches[jobId] = watch = new Watch(clock.GetUtcNow());
                _ = RunAsync(jobId, watch);
            }
            watch.Fetches++;
            return new Watching(this, watch);
        }
    }

    /// <summary>What is asked of a job, as of a moment ago.</summary>
    public async Task<JobControl> LookAsync(string jobId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(jobId, out var watch) && clock.GetUtcNow() - watch.Last.At < s_readEvery * 2) return watch.Last.Control;
        }
        return await control.ReadAsync(jobId, cancellationToken);
    }

    private async Task RunAsync(string jobId, Watch watch)
    {
        while (true)
        {
            await Task.Delay(s_readEvery, clock);
            lock (_gate)
            {
                if (watch.Fetches == 0)
                {
                    _watches.Remove(jobId);
                    return;
                }
            }
            try
            {
                var state = await control.ReadAsync(jobId, CancellationToken.None);
                watch.Last = new Sight(state, clock.GetUtcNow());
                if (state.EndsFetches) await watch.Stopped.CancelAsync();
            }
            catch (Exception e)
            {
                // Whatever it is, timeouts and credentials among it, the fetches that watch are not to be left alone.
                LogNotRead(log, jobId, ErrorLine.Clean(e.Message));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is asked of job {JobId} cannot be read now: {Reason}")]
    private static partial void LogNotRead(ILogger log, string jobId, string reason);

    /// <summary>One fetch that watches.</summary>
    public readonly struct Watching : IDisposable
    {
        private readonly ControlWatcher _watcher;
        private readonly Watch _watch;

        internal Watching(ControlWatcher watcher, Watch watch)
        {
            _watcher = watcher;
            _watch = watch;
        }

        /// <summary>Signals when the job's fetches are to end.</summary>
        public CancellationToken Stopped => _watch.Stopped.Token;

        public void Dispose()
        {
            lock (_watcher._gate) _watch.Fetches--;
        }
    }

    internal sealed class Watch(DateTimeOffset since)
    {
        private volatile Sight _last = new(JobControl.Nothing, since);

        public CancellationTokenSource Stopped { get; } = new();
        public int Fetches { get; set; }

        public Sight Last
        {
            get => _last;
            set => _last = value;
        }
    }

    internal sealed record Sight(JobControl Control, DateTimeOffset At);
}
