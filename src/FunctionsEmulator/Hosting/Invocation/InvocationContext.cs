using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using RetryContext = Microsoft.Azure.Functions.Worker.RetryContext;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>One invocation. What few functions look at is made when they do.</summary>
internal sealed partial class InvocationContext(FunctionDescriptor function, FunctionRuntime runtime) : FunctionContext, IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private CancellationTokenSource? _cancellation;

    /// <summary>The request; null unless one started the function.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>The orchestration; null unless the function is an orchestrator.</summary>
    public TaskOrchestrationContext? Orchestration { get; init; }

    /// <summary>The activity's call; null unless the function is an activity.</summary>
    public ActivityInvocation? Activity { get; init; }

    public HttpRequest Request => Http!.Request;

    public DurableTaskClient Client => runtime.Client;

    public FunctionResult Result => field ??= new FunctionResult();

    public override string InvocationId => field ??= Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override TraceContext TraceContext => field ??= new ActivityTrace(System.Diagnostics.Activity.Current);

    public override BindingContext BindingContext => field ??= TriggerData.Of(this);

    public override RetryContext RetryContext => NoRetries.Instance;

    public override IServiceProvider InstanceServices
    {
        get => field ??= (_scope = runtime.Scopes.CreateAsyncScope()).Value.ServiceProvider;
        set;
    }

    public override IDictionary<object, object> Items
    {
        get => field ??= Http is null
            ? new Dictionary<object, object>()
            : new Dictionary<object, object> { [FunctionContextExtensions.HttpContextKey] = Http };
        set;
    }

    public override IInvocationFeatures Features => field ??= new InvocationFeatures(this);

    public override CancellationToken CancellationToken => (Http, Activity) switch
    {
        ({ } http, _) => (_cancellation ??= CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, runtime.Stopping)).Token,
        (_, { } activity) => activity.Stopping,
        _ => CancellationToken.None,
    };

    /// <summary>Calls the function. What it returns stands in <see cref="Result"/> then, or in <see cref="FunctionResult.Outputs"/>.</summary>
    public async Task ExecuteAsync()
    {
        var value = await function.Execute(this, await Inputs.BindAsync());
        if (value is null || function.Outputs.Count == 0)
        {
            Result.Value = value;
            return;
        }

        foreach (var (property, _) in function.Outputs)
        {
            if (property.GetValue(value) is { } output) Result.Outputs[property.Name] = output;
        }
    }

    public ValueTask DisposeAsync()
    {
        _cancellation?.Dispose();
        return _scope?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
