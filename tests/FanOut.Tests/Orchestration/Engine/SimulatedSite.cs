using System.Threading.Channels;
using FanOut.Fetching;
using FanOut.Orchestration;
using FanOut.Tests.Fetching;

namespace FanOut.Tests.Orchestration.Engine;

/// <summary>
/// The Fetch activity without a network: fetches stay in flight and end in random order. What becomes of a URL depends on its index
/// and nothing else. It counts how many are in flight.
/// </summary>
internal sealed class SimulatedSite : IAsyncDisposable
{
    private const int MaxYields = 20;

    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly Channel<bool> _arrivals = Channel.CreateUnbounded<bool>();
    private readonly List<InFlight> _inFlight = [];
    private readonly Dictionary<int, FetchRecord> _answered = [];
    private readonly Dictionary<int, int> _attempts = [];
    private readonly SortedDictionary<int, TaskCompletionSource> _thresholds = [];
    private readonly Task _releasing;
    private int _arrived;
    private bool _stopped;

    public SimulatedSite(int seed)
    {
        _random = new Random(seed);
        _releasing = ReleaseAsync();
    }

    public int MostInFlight { get; private set; }

    /// <summary>Of one host.</summary>
    public int MostPerHost { get; private set; }

    /// <summary>Nothing ends before so many have been in flight at once.</summary>
    public int HoldUntil { get; init; } = 1;

    /// <summary>Indexes whose fetches never end.</summary>
    public Func<int, bool> Hangs { get; init; } = _ => false;

    /// <summary>Indexes whose activity fails, and how often.</summary>
    public Func<int, int> PlatformFailures { get; init; } = _ => 0;

    /// <summary>Called with the number of a fetch before it can end.</summary>
    public Action<int>? Arriving { get; set; }

    public static Outcome OutcomeOf(int index) => (index % 11) switch
    {
        3 => Outcome.HttpError,
        7 => Outcome.Timeout,
        _ => Outcome.Ok,
    };

    /// <summary>Ends when so many fetches have begun.</summary>
    public Task ArrivedAsync(int count)
    {
        lock (_gate)
        {
            if (_arrived >= count) return Task.CompletedTask;
            if (!_thresholds.TryGetValue(count, out var reached)) _thresholds[count] = reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return reached.Task.WaitAsync(TestTimes.Patience);
        }
    }

    public Task<FetchRecord> FetchAsync(FetchRequest request, CancellationToken hostStopping)
    {
        var fetch = new InFlight(request.Index, HostKey.Of(request.Url));
        lock (_gate)
        {
            // Of a host that has stopped: in a process of its own it would never have begun.
            if (hostStopping.IsCancellationRequested) return Task.FromCanceled<FetchRecord>(hostStopping);
            // Delivered again: what the site does for it is not the job's doing.
            if (_answered.TryGetValue(request.Index, out var record)) return Task.FromResult(record);
            _attempts[request.Index] = _attempts.GetValueOrDefault(request.Index) + 1;
            _inFlight.Add(fetch);
            MostInFlight = Math.Max(MostInFlight, _inFlight.Count);
            MostPerHost = Math.Max(MostPerHost, _inFlight.Count(other => string.Equals(other.Host, fetch.Host, StringComparison.Ordinal)));
            _arrived++;
            Arriving?.Invoke(_arrived);
            if (_thresholds.Remove(_arrived, out var reached)) reached.SetResult();
            // Of a batch that looked before the stop: it hears of it a moment later, which is now.
            if (_stopped)
            {
                _inFlight.Remove(fetch);
                Answer(fetch, Outcome.Cancelled);
                return fetch.Answer.Task;
            }
        }
        hostStopping.Register(() => End(fetch, () => fetch.Answer.TrySetCanceled(hostStopping)));
        _arrivals.Writer.TryWrite(true);
        return fetch.Answer.Task;
    }

    /// <summary>The job has been stopped: whatever is in flight ends, and what begins later too.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            foreach (var fetch in _inFlight) Answer(fetch, Outcome.Cancelled);
            _inFlight.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.Complete();
        await _releasing;
    }

    private async Task ReleaseAsync()
    {
        var held = 0;
        await foreach (var _ in _arrivals.Reader.ReadAllAsync())
        {
            for (var yields = _random.Next(MaxYields); yields > 0; yields--) await Task.Yield();
            held++;
            if (MostInFlight < HoldUntil) continue;
            for (; held > 0; held--) ReleaseOne();
        }
    }

    private void ReleaseOne()
    {
        InFlight fetch;
        bool fails;
        lock (_gate)
        {
            var able = _inFlight.FindAll(candidate => !Hangs(candidate.Index));
            if (able.Count == 0) return;
            fetch = able[_random.Next(able.Count)];
            fails = _attempts[fetch.Index] <= PlatformFailures(fetch.Index);
        }
        End(fetch, () =>
        {
            if (fails)
            {
                fetch.Answer.TrySetException(new InvalidOperationException("The worker has gone."));
                return;
            }
            Answer(fetch, OutcomeOf(fetch.Index));
        });
    }

    private void Answer(InFlight fetch, Outcome outcome)
    {
        _answered[fetch.Index] = new() { Index = fetch.Index, Url = SimulatedStorage.UrlOf(fetch.Index), Outcome = outcome, Bytes = fetch.Index, Attempts = 1 };
        fetch.Answer.TrySetResult(_answered[fetch.Index]);
    }

    private void End(InFlight fetch, Action answer)
    {
        lock (_gate)
        {
            if (_inFlight.Remove(fetch)) answer();
        }
    }

    private sealed class InFlight(int index, string host)
    {
        public int Index => index;
        public string Host => host;
        public TaskCompletionSource<FetchRecord> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
