using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Moq;
using Moq.Protected;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class TaskOrchestrationContextTests
{
    private readonly Mock<TaskOrchestrationContext> _context = new() { CallBase = true };
    private readonly TaskCompletionSource _timer = new();
    private readonly TaskCompletionSource<string> _event = new();
    private Func<bool> _timerIsCancelled = () => false;

    public TaskOrchestrationContextTests()
    {
        _context.Setup(c => c.CurrentUtcDateTime).Returns(DateTime.UnixEpoch);
        _context.Setup(c => c.CreateTimer(DateTime.UnixEpoch.AddMinutes(1), It.IsAny<CancellationToken>()))
            .Callback((DateTime _, CancellationToken token) => _timerIsCancelled = () => token.IsCancellationRequested).Returns(_timer.Task);
        _context.Setup(c => c.WaitForExternalEvent<string>("go", It.IsAny<CancellationToken>()))
            .Callback((string _, CancellationToken token) => token.Register(() => _event.TrySetCanceled(token))).Returns(_event.Task);
    }

    [Fact]
    public async Task WaitForExternalEvent_EventFirst_ReturnsItAndCancelsTheTimer()
    {
        var wait = _context.Object.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1));

        _event.SetResult("payload");

        Assert.Equal("payload", await wait);
        Assert.True(_timerIsCancelled());
    }

    [Fact]
    public async Task WaitForExternalEvent_TimerFirst_CancelsTheWait()
    {
        var wait = _context.Object.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1));

        _timer.SetResult();

        await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
        Assert.False(_timerIsCancelled());
    }

    [Fact]
    public async Task CallActivity_WithoutAResult_CallsTheOneThatEnginesImplement()
    {
        var options = new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1)));
        _context.Setup(c => c.CallActivityAsync<object>("A", 5, options)).ReturnsAsync(new object());

        await _context.Object.CallActivityAsync("A", 5, options);

        _context.Verify(c => c.CallActivityAsync<object>("A", 5, options));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void ReplaySafeLogger_WhileReplaying_WritesNothing(bool replaying, int entries)
    {
        var log = new Mock<ILogger>();
        log.Setup(l => l.IsEnabled(LogLevel.Information)).Returns(value: true);
        var factory = Mock.Of<ILoggerFactory>(f => f.CreateLogger("category") == log.Object);
        _context.Protected().SetupGet<ILoggerFactory>("LoggerFactory").Returns(factory);
        _context.Setup(c => c.IsReplaying).Returns(replaying);

        var logger = _context.Object.CreateReplaySafeLogger("category");
        logger.LogInformation("once");

        Assert.Equal(!replaying, logger.IsEnabled(LogLevel.Information));
        Assert.Equal(entries, log.Invocations.Count(invocation => string.Equals(invocation.Method.Name, "Log", StringComparison.Ordinal)));
    }
}
