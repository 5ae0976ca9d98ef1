using System.Diagnostics;
using Azure.Storage.Blobs;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Journal;
using FunctionsEmulator.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Throughput;

/// <summary>An engine of its own, on an empty task hub.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private const int Throttle = 200;

    private readonly DurableEngine _engine;
    private readonly BlobContainerClient? _container;
    private long _activityStarted;

    private Hub(string? connection)
    {
        if (connection is not null) _container = new BlobContainerClient(connection, $"throughput-{Guid.NewGuid():N}");
        Journal = new CountingJournal(_container is null
            ? new MemoryJournalStore()
            : new BlobJournalStore(_container, new TaskHubOwner(_container, "throughput", TimeProvider.System, NullLogger.Instance), JournalMark.DefaultFolder, TimeProvider.System, NullLogger.Instance));
        var catalog = new TaskCatalog();
        catalog.Orchestrators["FanOut"] = async context =>
            (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>("Echo", i)))).Length;
        catalog.Orchestrators["Sequence"] = async context =>
        {
            var greetings = new List<string>();
            foreach (var city in new[] { "Tokyo", "Seattle", "London" }) greetings.Add(await context.CallActivityAsync<string>("Hello", city));
            return greetings;
        };
        catalog.Activities["Echo"] = call =>
        {
            Volatile.Write(ref _activityStarted, Stopwatch.GetTimestamp());
            return Task.FromResult<object?>(call.Converter.Deserialize<int>(call.Input!));
        };
        catalog.Activities["Hello"] = call => Task.FromResult<object?>($"Hello {call.Converter.Deserialize<string>(call.Input!)}!");
        _engine = new DurableEngine(
            catalog, Journal, new EngineOptions { MaxConcurrentActivities = Throttle, MaxConcurrentOrchestrators = Throttle },
            JsonDataConverter.Default, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public CountingJournal Journal { get; }

    public static async Task<Hub> StartAsync(string? connection, CancellationToken cancellationToken)
    {
        var hub = new Hub(connection);
        await hub._engine.StartAsync(cancellationToken);
        return hub;
    }

    public async Task<TimeSpan> FanOutAsync(int activities, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync("FanOut", activities, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    public async Task<TimeSpan> SequencesAsync(int instances, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, instances).Select(_ => RunAsync("Sequence", null, cancellationToken)));
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>From the call that starts an instance to the first line of its activity, on an engine with nothing else to do.</summary>
    public async Task<TimeSpan> FirstActivityAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync("FanOut", 1, cancellationToken);
        return Stopwatch.GetElapsedTime(start, Volatile.Read(ref _activityStarted));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        if (_container is not null) await _container.DeleteIfExistsAsync();
    }

    private async Task RunAsync(string name, object? input, CancellationToken cancellationToken)
    {
        var id = await _engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellation: cancellationToken);
        var ended = await _engine.Client.WaitForInstanceCompletionAsync(id, cancellationToken);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed) throw new InvalidOperationException($"{name} ended as {ended.RuntimeStatus}.");
    }
}
