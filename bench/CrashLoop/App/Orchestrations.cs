using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CrashLoop.App;

/// <summary>Small orchestrations, one for each thing that a crash may break.</summary>
public static class Orchestrations
{
    public const string Sequence = "CrashSequence", FanOut = "CrashFanOut", Race = "CrashRace", Tree = "CrashTree", Ticks = "CrashTicks", Mend = "CrashMend";

    private const string Weak = "CrashWeak";

    /// <summary>Ends <see cref="Ticks"/>.</summary>
    public const int StopTick = -1;

    private const string TickEvent = "tick";
    private const int Words = 3, Width = 12, Children = 3, TicksPerGeneration = 3;

    [Function(Sequence)]
    public static async Task<string> RunSequenceAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var said = new List<string>();
        for (var i = 0; i < Words; i++) said.Add(await SayAsync(context, i, $"w{i}"));
        return string.Join(' ', said);
    }

    [Function(FanOut)]
    public static async Task<string> RunFanOutAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        string.Join(' ', await Task.WhenAll(Enumerable.Range(0, Width).Select(i => SayAsync(context, i, $"w{i}"))));

    /// <summary>An activity against a timer, both of about the same time. Whoever wins is announced, and must stay the winner.</summary>
    [Function(Race)]
    public static async Task<string> RunRaceAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var milliseconds = context.GetInput<int>();
        var word = SayAsync(context, 0, "word", milliseconds);
        using var decided = new CancellationTokenSource();
        var timer = context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(milliseconds), decided.Token);
        var winner = await Task.WhenAny(word, timer) == word ? "word" : "timer";
        decided.Cancel();
        return await SayAsync(context, 2, winner);
    }

    [Function(Tree)]
    public static async Task<string> RunTreeAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var children = Enumerable.Range(0, Children).Select(i => context.CallSubOrchestratorAsync<string>(
            Sequence, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{i}")));
        return string.Join(", ", await Task.WhenAll(children));
    }

    /// <summary>Collects the numbers that it is sent, over generations.</summary>
    [Function(Ticks)]
    public static async Task<List<int>> RunTicksAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var seen = context.GetInput<List<int>>() ?? [];
        for (var i = 0; i < TicksPerGeneration; i++)
        {
            var tick = await context.WaitForExternalEvent<int>(TickEvent);
            if (tick == StopTick) return seen;
            seen.Add(tick);
        }
        context.ContinueAsNew(seen);
        return seen;
    }

    /// <summary>Fails, by its child, in the life of the app that it is given; in any other, it or its rewind comes to an end.</summary>
    [Function(Mend)]
    public static async Task<string> RunMendAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await SayAsync(context, 0, "w0");
        var second = await context.CallSubOrchestratorAsync<string>(
            Weak, context.GetInput<string>(), new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-0"));
        return $"{first} {second} {await SayAsync(context, 2, "w2")}";
    }

    [Function(Weak)]
    public static async Task<string> RunWeakAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var word = await SayAsync(context, 0, "w1");
        await context.CallActivityAsync(BreakActivity.Name, context.GetInput<string>());
        return word;
    }

    private static Task<string> SayAsync(TaskOrchestrationContext context, int taskId, string text, int delayMs = 0) =>
        context.CallActivityAsync<string>(SayActivity.Name, new Word(context.InstanceId, taskId, text, delayMs));
}
