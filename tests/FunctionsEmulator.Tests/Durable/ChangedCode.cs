using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Durable;

/// <summary>
/// An orchestration that decides everything there is to decide, and what it may have been changed to meanwhile: each change with
/// the place and the two sides that the difference has to name.
/// </summary>
internal sealed class ChangedCode
{
    public const string Orchestrator = "Order", Instance = "the-order", GoEvent = "go";

    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, Change> s_changes = new(StringComparer.Ordinal)
    {
        ["activity renamed"] = new("task #0", "call activity 'Reserve'", "call activity 'Book'", code => code.Reserve = context => context.CallActivityAsync("Book", 1)),
        ["input changed"] = new("task #0", "call activity 'Reserve'", "call activity 'Reserve'", code => code.Reserve = context => context.CallActivityAsync("Reserve", 2)),
        ["activity to timer"] = new("task #0", "call activity 'Reserve'", "create a timer for", code => code.Reserve = context => context.CreateTimer(s_patience, default)),
        ["activity to continue-as-new"] = new("task #0", "call activity 'Reserve'", "continue as new", code => code.StartOver = true),
        ["event renamed"] = new("task #1", "send event 'reserved' to instance 'audit'", "send event 'booked'", code => code.Tell = context => context.SendEvent("audit", "booked", 1)),
        ["event changed"] = new("task #1", "send event 'reserved'", "send event 'reserved'", code => code.Tell = context => context.SendEvent("audit", "reserved", 2)),
        ["event for another"] = new("task #1", "send event 'reserved' to instance 'audit'", "send event 'reserved' to instance 'books'", code => code.Tell = context => context.SendEvent("books", "reserved", 1)),
        ["event not sent"] = new("task #1", "send event 'reserved'", "call sub-orchestrator 'Pack'", code => code.Tell = _ => { }),
        ["ends early"] = new("task #1", "send event 'reserved'", "end as Completed", code => code.Tell = _ => throw new OperationCanceledException()),
        ["fails early"] = new("task #1", "send event 'reserved'", "fail with System.InvalidOperationException: no paper", code => code.Tell = _ => throw new InvalidOperationException("no paper")),
        ["child renamed"] = new("task #2", "call sub-orchestrator 'Pack'", "call sub-orchestrator 'Wrap'", code => code.Pack = context => context.CallSubOrchestratorAsync("Wrap", 1, As("parcel"))),
        ["child of another id"] = new("task #2", "call sub-orchestrator 'Pack' as instance 'parcel'", "call sub-orchestrator 'Pack' as instance 'box'", code => code.Pack = context => context.CallSubOrchestratorAsync("Pack", 1, As("box"))),
        ["child to activity"] = new("task #2", "call sub-orchestrator 'Pack'", "call activity 'Pack'", code => code.Pack = context => context.CallActivityAsync("Pack", 1)),
        ["timer to activity"] = new("task #3", "create a timer for", "call activity 'Remind'", code => code.Limit = (context, _) => context.CallActivityAsync("Remind")),
        ["timer of another time"] = new("task #3", "create a timer for 2026-01-01T01", "create a timer for 2026-01-01T02", code => code.Limit = (context, token) => context.CreateTimer(s_patience * 2, token)),
        ["timer not cancelled"] = new("task #3", "cancel the timer of task #3", "call activity 'Label'", code => code.Limit = (context, _) => context.CreateTimer(s_patience, default)),
        ["other order"] = new("task #3", "create a timer for", "call activity 'Weigh'", code => code.WeighFirst = true),
        ["fewer"] = new("task #5", "call activity 'Label'", "do nothing more", code => code.Label = _ => Task.CompletedTask),
        ["more"] = new("task #6", "do nothing more", "call activity 'Stamp'", code => code.BeforeGo = context => context.CallActivityAsync("Stamp")),
        ["ends while it waits"] = new("after task #5", "go on", "end as Completed", code => code.BeforeGo = _ => throw new OperationCanceledException()),
        ["fails while it waits"] = new("after task #5", "go on", "fail with System.InvalidOperationException: lost", code => code.BeforeGo = _ => throw new InvalidOperationException("lost")),
        ["continues as new while it waits"] = new("after task #5", "go on", "continue as new", code => code.EndAnew = true),
    };

    private Func<TaskOrchestrationContext, Task> Reserve { get; set; } = context => context.CallActivityAsync("Reserve", 1);
    private Action<TaskOrchestrationContext> Tell { get; set; } = context => context.SendEvent("audit", "reserved", 1);
    private Func<TaskOrchestrationContext, Task> Pack { get; set; } = context => context.CallSubOrchestratorAsync("Pack", 1, As("parcel"));
    private Func<TaskOrchestrationContext, CancellationToken, Task> Limit { get; set; } = (context, token) => context.CreateTimer(s_patience, token);
    private Func<TaskOrchestrationContext, Task> Label { get; set; } = context => context.CallActivityAsync("Label", 1);
    private Func<TaskOrchestrationContext, Task> BeforeGo { get; set; } = _ => Task.CompletedTask;
    private bool StartOver { get; set; }
    private bool WeighFirst { get; set; }
    private bool EndAnew { get; set; }

    public static TheoryData<string> Names => [.. s_changes.Keys];

    /// <summary>The code of today, and what has to be said of it.</summary>
    public static (ChangedCode Code, string[] Told) Of(string name)
    {
        var change = s_changes[name];
        var code = new ChangedCode();
        change.Apply(code);
        return (code, [$"orchestrator '{Orchestrator}'", $"instance '{Instance}'", change.Place, $"history says it decided to {change.Then}", $"code now decided to {change.Now}"]);
    }

    public async Task<int> RunAsync(TaskOrchestrationContext context)
    {
        try
        {
            if (StartOver) return Anew(context);
            await Reserve(context);
            Tell(context);
            await Pack(context);
            await WeighAsync(context);
            await Label(context);
            context.SetCustomStatus("waits");
            await BeforeGo(context);
            return EndAnew ? Anew(context) : await context.WaitForExternalEvent<int>(GoEvent);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private async Task WeighAsync(TaskOrchestrationContext context)
    {
        using var weighed = new CancellationTokenSource();
        var early = WeighFirst ? context.CallActivityAsync("Weigh", 1) : null;
        _ = Limit(context, weighed.Token);
        await (early ?? context.CallActivityAsync("Weigh", 1));
        weighed.Cancel();
    }

    private static int Anew(TaskOrchestrationContext context)
    {
        context.ContinueAsNew(1);
        return 0;
    }

    private static SubOrchestrationOptions As(string instanceId) => new SubOrchestrationOptions(instanceId: instanceId);

    /// <param name="Place">Where it is noticed.</param>
    /// <param name="Then">How the history's decision begins.</param>
    /// <param name="Now">How today's decision begins.</param>
    /// <param name="Apply">Changes the code.</param>
    private sealed record Change(string Place, string Then, string Now, Action<ChangedCode> Apply);
}
