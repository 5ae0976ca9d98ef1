using System.Reflection;
using FunctionsEmulator.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class ApiReferencesTests
{
    private static readonly string Emulator = typeof(TaskName).Assembly.GetName().Name!;

    private static readonly HashSet<string> Real = ApiKeys.Of(ApiFacts.Real).ToHashSet(StringComparer.Ordinal);

    [Theory]
    [InlineData("Microsoft.DurableTask.TaskName . Microsoft.DurableTask.TaskName op_Implicit(string)")]
    [InlineData("Microsoft.DurableTask.TaskVersion . Microsoft.DurableTask.TaskVersion Unversioned")]
    [InlineData("Microsoft.DurableTask.StartOrchestrationOptions . void set_InstanceId(string)")]
    [InlineData("Microsoft.DurableTask.StartOrchestrationOptions . Microsoft.DurableTask.StartOrchestrationOptions <Clone>$()")]
    [InlineData("Microsoft.DurableTask.Page . void .ctor(System.Collections.Generic.IReadOnlyList<!0>, string)")]
    [InlineData("Microsoft.DurableTask.RetryHandler . void .ctor(object, System.IntPtr)")]
    [InlineData("Microsoft.DurableTask.RetryPolicy . void .ctor(int, System.TimeSpan, double, System.TimeSpan, System.TimeSpan)")]
    [InlineData("Microsoft.DurableTask.Client.OrchestrationMetadata . !!0 ReadOutputAs()")]
    [InlineData("Microsoft.DurableTask.FuncTaskActivity . Microsoft.DurableTask.TaskActivity<!!0, !!1> "
        + "Create(System.Func<Microsoft.DurableTask.TaskActivityContext, !!0, System.Threading.Tasks.Task<!!1>>)")]
    public void References_RealMember_IsFoundInTheMetadataAndInTheFacts(string reference)
    {
        Assert.Contains(reference, InThisAssembly(), StringComparer.Ordinal);
        Assert.Contains(reference, Real);
    }

    [Theory]
    [InlineData("Microsoft.Azure.Functions.Worker.HttpManagementPayload . void set_Id(string)")]
    [InlineData("Microsoft.Azure.Functions.Worker.FunctionResult")]
    [InlineData("FunctionsEmulator.Durable.TaskCatalog")]
    public void References_MemberOfTheEmulatorAlone_IsFoundInTheMetadataAndNotInTheFacts(string reference)
    {
        Assert.Contains(reference, InThisAssembly(), StringComparer.Ordinal);
        Assert.DoesNotContain(reference, Real);
    }

    private static IReadOnlyList<string> InThisAssembly()
    {
        _ = (Action)Uses;
        return ApiReferences.In(Assembly.GetExecutingAssembly().Location, Emulator);
    }

    /// <summary>Never runs: its references are what the tests look for.</summary>
    private static void Uses()
    {
        TaskName name = "a";
        var options = new StartOrchestrationOptions { InstanceId = name } with { Version = TaskVersion.Unversioned };
        var page = new Page<StartOrchestrationOptions>([options], "b");
        RetryHandler handler = context => context.LastAttemptNumber < page.Values.Count;
        var retry = new object[] { new RetryPolicy(1, TimeSpan.FromSeconds(1)), handler };
        var output = new OrchestrationMetadata("c", "d").ReadOutputAs<string>();
        var activity = FuncTaskActivity.Create<string, object[]>((_, _) => Task.FromResult(retry));
        var beyond = new object[] { new HttpManagementPayload { Id = output }, new FunctionResult(), new TaskCatalog() };
        GC.KeepAlive((activity, beyond));
    }
}
