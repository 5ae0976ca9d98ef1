using BenchmarkDotNet.Attributes;
using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Parts;

/// <summary>The journal in memory: the line of a turn that took in answers, its append, and a host that starts on a history.</summary>
public class Journal
{
    private const string Answer = "{\"index\":12345,\"url\":\"https://www.example.com/some/page\",\"outcome\":\"ok\",\"statusCode\":200,\"bytes\":4918,\"attempts\":1}";
    private const string Waiting = "waits";

    private readonly LineWriter _line = LineWriter.Rent();
    private readonly JournalWriter _writer = new(new ForgetfulJournal(), static lost => throw lost, CancellationToken.None);
    private readonly MemoryJournalStore _history = new();
    private readonly TaskCatalog _catalog = new();

    public Journal()
    {
        _catalog.Orchestrators["FanOut"] = async context =>
        {
            await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<string>("Fetch", i)));
            context.SetCustomStatus(Waiting);
            return await context.WaitForExternalEvent<string>("Never");
        };
        _catalog.Activities["Fetch"] = static _ => Task.FromResult<object?>(Answer);
    }

    [Params(100, 1_000)]
    public int Activities { get; set; }

    /// <summary>A history of an instance that has all its answers and waits for an event.</summary>
    [GlobalSetup]
    public async Task RecordAsync()
    {
        await using var engine = NewEngine();
        await engine.StartAsync(CancellationToken.None);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", Activities);
        while ((await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true))?.SerializedCustomStatus is null) await Task.Yield();
    }

    [Benchmark]
    public int WriteTurn() => Turn().Length;

    [Benchmark]
    public Task<int> AppendTurn() => _writer.AppendAsync(Turn().Span);

    [Benchmark]
    public async Task Replay()
    {
        await using var engine = NewEngine();
        await engine.StartAsync(CancellationToken.None);
    }

    private ReadOnlyMemory<byte> Turn()
    {
        _line.OpenTurn("0000000000000000deadbeef-00001", sequence: 1 << 20, previous: 1 << 19, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < Activities; i++) _line.TurnEvent(new HistoryEvent.TaskCompleted(i, Answer));
        return _line.CloseTurn([], end: null);
    }

    private DurableEngine NewEngine() =>
        new(_catalog, _history, new EngineOptions(), JsonDataConverter.Default, TimeProvider.System, NullLoggerFactory.Instance);
}
