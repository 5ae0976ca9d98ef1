using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Hosting.Invocation;

/// <summary>Runs invocations: the app's middleware, then the function.</summary>
internal sealed class FunctionRuntime
{
    private readonly FunctionExecutionDelegate? _pipeline;
    private readonly Lazy<DurableTaskClient> _client;

    public FunctionRuntime(
        IServiceProvider services,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        Func<DurableTaskClient> client,
        CancellationToken stopping)
    {
        Scopes = services.GetRequiredService<IServiceScopeFactory>();
        Converters = new InputConverters(services);
        Stopping = stopping;
        _client = new(client);
        if (middleware.Count > 0)
        {
            _pipeline = middleware.Reverse().Aggregate<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>, FunctionExecutionDelegate>(
                static context => ((InvocationContext)context).ExecuteAsync(),
                (next, wrap) => wrap(next));
        }
    }

    public IServiceScopeFactory Scopes { get; }

    public InputConverters Converters { get; }

    public DurableTaskClient Client => _client.Value;

    /// <summary>Signals that the host stops.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Runs an invocation and ends its scope.</summary>
    public async Task<object?> RunAsync(InvocationContext context)
    {
        await using (context)
        {
            return await InvokeAsync(context);
        }
    }

    /// <summary>Runs an invocation; its scope stays open for what comes after.</summary>
    public async Task<object?> InvokeAsync(InvocationContext context)
    {
        await (_pipeline is null ? context.ExecuteAsync() : _pipeline(context));
        return context.Result.Value;
    }
}
