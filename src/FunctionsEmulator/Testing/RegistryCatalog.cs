using FunctionsEmulator.Durable;
using FunctionsEmulator.Durable.Execution;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsEmulator.Testing;

/// <summary>Tells the engine what a registry holds.</summary>
internal static class RegistryCatalog
{
    /// <summary>Adds the registry's tasks; they take the place of those of the same name.</summary>
    /// <exception cref="ArgumentException">The registry has several versions of one task.</exception>
    public static void AddTo(TaskCatalog catalog, DurableTaskRegistry registry, IServiceProvider services)
    {
        foreach (var (name, factory) in OneOfEach(registry.GetOrchestrators())) catalog.Orchestrators[name] = Orchestrator(services, factory);
        foreach (var (name, factory) in OneOfEach(registry.GetActivities())) catalog.Activities[name] = Activity(services, factory);
    }

    private static OrchestratorFunction Orchestrator(IServiceProvider services, Func<IServiceProvider, ITaskOrchestrator> factory) => async context =>
    {
        await using var scope = services.CreateAsyncScope();
        var orchestrator = factory(scope.ServiceProvider);
        return await orchestrator.RunAsync(context, ((OrchestrationContext)context).GetInput(orchestrator.InputType));
    };

    private static ActivityFunction Activity(IServiceProvider services, Func<IServiceProvider, ITaskActivity> factory) => async call =>
    {
        await using var scope = services.CreateAsyncScope();
        var activity = factory(scope.ServiceProvider);
        return await activity.RunAsync(new RegistryActivityContext(call), call.Converter.Deserialize(call.Input, activity.InputType));
    };

    /// <summary>The engine starts orchestrators by name alone, so two versions of one cannot be told apart.</summary>
    private static IEnumerable<(string Name, T Factory)> OneOfEach<T>(IEnumerable<KeyValuePair<TaskName, T>> tasks) => tasks
        .GroupBy(task => task.Key.Name, StringComparer.OrdinalIgnoreCase)
        .Select(versions => versions.Count() == 1
            ? (versions.Key, versions.First().Value)
            : throw new ArgumentException($"There are several versions of '{versions.Key}'; a test host runs one. Give each test the version it is about.", nameof(tasks)));
}
