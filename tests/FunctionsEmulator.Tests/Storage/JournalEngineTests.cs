using System.Globalization;
using FunctionsEmulator.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsEmulator.Tests.Storage;

/// <summary>The engine over the blob journal: damage, idleness and the loss of its place.</summary>
public sealed class JournalEngineTests : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(20);

    private readonly JournalHub _hub;

    public JournalEngineTests(AzuriteFixture azurite)
    {
        _hub = new JournalHub(azurite);
        _hub.Catalog.Activities["Step"] = call => Task.FromResult<object?>(call.Converter.Deserialize<int>(call.Input) + 1);
        _hub.Catalog.Orchestrators["Steps"] = async context =>
        {
            var at = await context.CallActivityAsync<int>("Step", 0);
            await context.WaitForExternalEvent<string>("on");
            at = await context.CallActivityAsync<int>("Step", at);
            await context.WaitForExternalEvent<string>("on");
            at = await context.CallActivityAsync<int>("Step", at);
            context.SetCustomStatus(at);
            await context.WaitForExternalEvent<string>("on");
            return at;
        };
    }

    [Fact]
    public async Task Restart_LastLineIsTorn_DropsItAndGoesOn()
    {
        await using (var engine = await _hub.StartEngineAsync()) await GoFarAsync(engine, "a");
        var last = (await _hub.SegmentAsync(1)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        await _hub.AppendByHandAsync(1, last[..(last.Length / 2)]);

        await using var next = await _hub.StartEngineAsync();

        Assert.Equal(3, await FinishAsync(next, "a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_ATurnBeforeTheLastIsDamaged_ItsInstanceFailsLoudlyAndOthersGoOn(bool first)
    {
        await using (var engine = await _hub.StartEngineAsync())
        {
            await GoFarAsync(engine, "a");
            await GoFarAsync(engine, "b");
        }
        var lines = (await _hub.SegmentAsync(1)).Split('\n');
        var turns = Enumerable.Range(0, lines.Length).Where(i => lines[i].Contains("\"k\":\"t\",\"i\":\"a\"", StringComparison.Ordinal)).ToList();
        var damaged = first ? turns[0] : turns[^2];
        lines[damaged] = lines[damaged].Replace("\"at\"", "\"AT\"", StringComparison.Ordinal);
        await _hub.ReplaceAsync(1, string.Join('\n', lines));

        await using var next = await _hub.StartEngineAsync();

        var failed = await next.Client.WaitForInstanceCompletionAsync("a", getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("instance 'a'", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(3, await FinishAsync(next, "b"));
        // What is damaged stays for whoever wants to look into it.
        Assert.Contains(lines[damaged], await _hub.SegmentAsync(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdleEngine_BetweenRenewalsOfItsLease_MakesNoRequests()
    {
        await using (var engine = await _hub.StartEngineAsync()) await GoFarAsync(engine, "a");
        var wire = new JournalWire();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var idle = await _hub.StartEngineAsync(wire, clock);
        var before = wire.Seen.Count;
        wire.ForgetAnswered();

        for (var renewal = 0; renewal < 3; renewal++)
        {
            clock.Advance(s_renewal);
            await wire.AnsweredAsync();
        }

        Assert.Equal(["lease", "lease", "lease"], wire.Seen.Skip(before));
    }

    [Fact]
    public async Task IdleEngine_AnotherOwnerHasTakenItsPlace_IsLostWithTheNextRenewal()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var first = await _hub.StartEngineAsync(clock: clock);
        await _hub.BreakLeaseAsync();
        await using var second = await _hub.StartEngineAsync();

        clock.Advance(s_renewal);

        var reason = await first.Lost.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains($"process {Environment.ProcessId}", reason.Message, StringComparison.Ordinal);
        Assert.False(second.Lost.IsCompleted);
    }

    [Fact]
    public async Task IdleEngine_LeaseIsBrokenAndNobodyTookIt_TakesItBackWithTheNextRenewal()
    {
        var wire = new JournalWire();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var engine = await _hub.StartEngineAsync(wire, clock);
        await _hub.BreakLeaseAsync();
        wire.ForgetAnswered();

        clock.Advance(s_renewal);
        for (var answers = 0; answers < 3; answers++) await wire.AnsweredAsync();

        await using var second = _hub.Store();
        await Assert.ThrowsAsync<FunctionsEmulator.Durable.Journal.OwnershipLostException>(() => JournalHub.OpenAsync(second));
    }

    /// <summary>Through two of the three events.</summary>
    private static async Task GoFarAsync(DurableEngine engine, string id)
    {
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions(id));
        await engine.Client.RaiseEventAsync(id, "on", "1");
        await engine.Client.RaiseEventAsync(id, "on", "2");
        var instance = engine.Instances.Find(id)!;
        while (true)
        {
            var changed = instance.StateChanged;
            if (instance.State.CustomStatus is "3") return;
            await changed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private static async Task<int> FinishAsync(DurableEngine engine, string id)
    {
        await engine.Client.RaiseEventAsync(id, "on", "3");
        var end = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(30));
        return int.Parse(end.SerializedOutput!, CultureInfo.InvariantCulture);
    }
}
