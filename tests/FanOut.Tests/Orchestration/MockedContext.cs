using System.Text;
using System.Text.Json;
using FanOut.Orchestration;
using Microsoft.DurableTask;
using Moq;

namespace FanOut.Tests.Orchestration;

/// <summary>
/// A mocked <see cref="TaskOrchestrationContext"/>. Calls that were not announced fail; tasks end when the test says so,
/// and the orchestrator goes on within that very call, so that a test needs no waiting.
/// </summary>
internal sealed class MockedContext
{
    public const string JobId = "0000000000000000deadbeef";

    private readonly Mock<TaskOrchestrationContext> _mock = new(MockBehavior.Strict);

    public MockedContext(object input, string instanceId = JobId)
    {
        _mock.SetupGet(context => context.InstanceId).Returns(instanceId);
        _mock.SetupGet(context => context.CurrentUtcDateTime).Returns(() => Now);
        _mock.Setup(context => context.GetInput<It.IsAnyType>()).Returns(new InvocationFunc(_ => input));
        _mock.Setup(context => context.CreateTimer(It.IsAny<DateTime>(), It.IsAny<CancellationToken>()))
            .Returns((DateTime fireAt, CancellationToken cancellationToken) =>
            {
                Timers.Add(new MockedTimer(fireAt, cancellationToken));
                return Timers[^1].Task;
            });
        _mock.Setup(context => context.WaitForExternalEvent<WakeUp>(WakeUp.EventName, It.IsAny<CancellationToken>()))
            .Returns(() => Waiters.Schedule(null, null));
        _mock.Setup(context => context.SendEvent(It.IsAny<string>(), WakeUp.EventName, It.IsAny<object>()))
            .Callback((string target, string _, object payload) => Sent.Add((target, (WakeUp)payload)));
        _mock.Setup(context => context.SetCustomStatus(It.IsAny<object?>()))
            .Callback((object? status) => Statuses.Add(JsonSerializer.Serialize(status)));
        _mock.Setup(context => context.ContinueAsNew(It.IsAny<object?>(), It.IsAny<bool>()))
            .Callback((object? next, bool keepEvents) => Continued.Add((next, keepEvents)));
    }

    public DateTime Now { get; set; } = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);

    public List<MockedTimer> Timers { get; } = [];
    public MockedTasks<WakeUp> Waiters { get; } = new(WakeUp.EventName);
    public List<(string Target, WakeUp Event)> Sent { get; } = [];
    public List<(object? Input, bool KeepsEvents)> Continued { get; } = [];

    /// <summary>Each custom status as it was written.</summary>
    public List<string> Statuses { get; } = [];

    public int LongestStatus => Statuses.Max(Encoding.Unicode.GetByteCount);

    public MockedTasks<T> Activity<T>(string name)
    {
        var tasks = new MockedTasks<T>(name);
        _mock.Setup(context => context.CallActivityAsync<T>(It.Is<TaskName>(called => called.Name == name), It.IsAny<object?>(), It.IsAny<TaskOptions?>()))
            .Returns((TaskName _, object? input, TaskOptions? options) => tasks.Schedule(input, options));
        return tasks;
    }

    /// <summary>One that returns nothing.</summary>
    public MockedTasks<bool> Activity(string name)
    {
        var tasks = new MockedTasks<bool>(name);
        _mock.Setup(context => context.CallActivityAsync(It.Is<TaskName>(called => called.Name == name), It.IsAny<object?>(), It.IsAny<TaskOptions?>()))
            .Returns((TaskName _, object? input, TaskOptions? options) => tasks.Schedule(input, options));
        return tasks;
    }

    public MockedTasks<T> Child<T>(string name)
    {
        var tasks = new MockedTasks<T>(name);
        _mock.Setup(context => context.CallSubOrchestratorAsync<T>(It.Is<TaskName>(called => called.Name == name), It.IsAny<object?>(), It.IsAny<TaskOptions?>()))
            .Returns((TaskName _, object? input, TaskOptions? options) => tasks.Schedule(input, options));
        return tasks;
    }

    /// <summary>Runs the orchestrator up to the first task that has not ended.</summary>
    public Task<T> Start<T>(Func<TaskOrchestrationContext, Task<T>> orchestrator) => InlineTurns.Run(() => orchestrator(_mock.Object));

    public void Wake(WakeUp wake) => Waiters.Open.Single().Answer(wake);
}
