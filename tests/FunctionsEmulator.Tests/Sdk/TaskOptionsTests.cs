using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class TaskOptionsTests
{
    [Fact]
    public void WithInstanceId_OfPlainOptions_KeepsTheRest()
    {
        TaskOptions options = new(new RetryPolicy(2, TimeSpan.FromSeconds(1))) { Version = "2" };

        var child = options.WithInstanceId("child");

        Assert.Equal(("child", options.Retry, new TaskVersion("2")), (child.InstanceId, child.Retry, child.Version));
    }

    [Fact]
    public void SubOrchestrationOptions_FromOthers_KeepTheirInstanceIdUnlessOneIsGiven()
    {
        TaskOptions first = new SubOrchestrationOptions(instanceId: "first");

        Assert.Equal("first", new SubOrchestrationOptions(first).InstanceId);
        Assert.Equal("second", new SubOrchestrationOptions(first, "second").InstanceId);
    }

    [Fact]
    public async Task RetryHandler_Converted_AnswersAsynchronously()
    {
        RetryHandler handler = context => context.LastAttemptNumber < 2;
        TaskRetryOptions retry = handler;

        Assert.True(await retry.Handler!(new RetryContext(null!, 1, null!, TimeSpan.Zero, default)));
        Assert.False(await retry.Handler!(new RetryContext(null!, 2, null!, TimeSpan.Zero, default)));
        Assert.Null(retry.Policy);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", null, 1)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("alpha", "ALPHA", 0)]
    public void CompareVersions_AnyTwo_OrdersThem(string source, string? other, int sign) =>
        Assert.Equal(sign, Math.Sign(Microsoft.DurableTask.Abstractions.TaskOrchestrationVersioningUtils.CompareVersions(source, other!)));

    [Fact]
    public void Names_OtherCase_AreEqual()
    {
        Assert.Equal(new TaskName("fetch"), new TaskName("Fetch"));
        Assert.Equal(new TaskName("Fetch").GetHashCode(), new TaskName("fetch").GetHashCode());
        Assert.Equal(default, new TaskVersion(string.Empty));
    }

    [Fact]
    public void WithDedupeStatuses_Statuses_BecomeNames() => Assert.Equal(
        ["Running", "Pending"],
        new StartOrchestrationOptions().WithDedupeStatuses(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending).DedupeStatuses!);
}
