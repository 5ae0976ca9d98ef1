using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace FanOut.Tests.Orchestration.Engine;

/// <summary>The real orchestrators on the real engine, with activities over memory.</summary>
internal sealed class SimulatedJob : IAsyncDisposable
{
    public const string Id = "0000000000000000deadbeef";

    /// <summary>A job is told so many URLs with its start, and reads more.</summary>
    private const int MostTold = 60;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly EngineMode _mode;
    private readonly JobInput _input;
    private readonly MemoryJournalStore _journal = new();
    private DurableEngine? _engine;

    public SimulatedJob(EngineMode mode, int total, JobOptions options, SimulatedSite site)
    {
        _mode = mode;
        _input = MockedJob.InputOf(total, options) with { Urls = total <= MostTold ? [.. Enumerable.Range(0, total).Select(SimulatedStorage.UrlOf)] : null };
        Site = site;
        Storage = new SimulatedStorage(total, hasInput: _input.Urls is null);
        Catalog.Orchestrators[JobOrchestrator.Name] = async context => await JobOrchestrator.RunAsync(context);
        Catalog.Orchestrators[BatchOrchestrator.Name] = async context => await BatchOrchestrator.RunAsync(context);
        Add<ShortList>(ActivityNames.WriteInput, list => Storage.WriteInput(list));
        Add<Slice>(ActivityNames.ReadSlice, Storage.ReadSlice);
        Add<BatchRecords>(ActivityNames.WriteBatch, Storage.WriteBatch);
        Add<NotRunInput>(ActivityNames.WriteNotRun, Storage.WriteNotRun);
        Add<CommitInput>(ActivityNames.CommitResults, commit => Storage.Commit(commit));
        Add<PlanInput>(ActivityNames.PlanHosts, Storage.Plan);
        Add<MergeInput>(ActivityNames.MergeResults, merge => Storage.Merge(merge));
        Add<FinishInput>(ActivityNames.FinishJob, finish => Storage.Finish(finish));
        Add<string>(ActivityNames.ReadControl, Storage.ReadControl);
        Add<string>(ActivityNames.StopFetches, jobId =>
        {
            Site.Stop();
            return Storage.StopFetches(jobId);
        });
        Catalog.Activities[ActivityNames.Fetch] = async call => await Site.FetchAsync(call.Converter.Deserialize<FetchRequest>(call.Input)!, call.Stopping);
    }

    public TaskCatalog Catalog { get; } = new();
    public EagerTimeProvider Clock { get; } = new();
    public SimulatedSite Site { get; }
    public SimulatedStorage Storage { get; }
    public DurableTaskClient Client => _engine!.Client;

    /// <summary>Starts the job and cancels it when so many fetches have begun: not a moment later, for the rest is quick.</summary>
    public async Task StartAndCancelAsync(int fetches)
    {
        Site.Arriving = number =>
        {
            if (number == fetches) Storage.Cancel();
        };
        await StartAsync();
        await Site.ArrivedAsync(fetches);
        await JobWaker.WakeAsync(Client, Id);
    }

    public async Task StartEngineAsync()
    {
        var options = new EngineOptions
        {
            MaxConcurrentActivities = 2_000,
            ReplayEveryTurn = _mode == EngineMode.ReplayEveryTurn,
            DeliverTwice = _mode == EngineMode.DeliverTwice,
        };
        _engine = new DurableEngine(Catalog, _journal, options, JsonDataConverter.Default, Clock, NullLoggerFactory.Instance);
        await _engine.StartAsync(CancellationToken.None);
    }

    public async Task StartAsync()
    {
        await StartEngineAsync();
        await Client.ScheduleNewOrchestrationInstanceAsync(JobOrchestrator.Name, _input, new StartOrchestrationOptions(InstanceId: Id));
    }

    /// <summary>Drops the engine as a crash would, running fetches with it, and goes on from the journal.</summary>
    public async Task RestartAsync()
    {
        await _engine!.DisposeAsync();
        await StartEngineAsync();
    }

    public async Task<JobProgress> EndAsync()
    {
        var ended = Client.WaitForInstanceCompletionAsync(Id, getInputsAndOutputs: true);
        await Task.WhenAny(ended, _engine!.Lost).WaitAsync(s_patience);
        if (!ended.IsCompleted) throw await _engine.Lost;
        var instance = await ended;
        Assert.True(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, instance.FailureDetails?.ToString());
        return instance.ReadOutputAs<JobProgress>()!;
    }

    public async Task<JobProgress> RunAsync()
    {
        await StartAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
        await Site.DisposeAsync();
    }

    private void Add<TIn>(string name, Func<TIn, object> activity) =>
        Catalog.Activities[name] = call => Task.FromResult<object?>(activity(call.Converter.Deserialize<TIn>(call.Input)!));
}
