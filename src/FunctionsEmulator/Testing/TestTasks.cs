using FunctionsEmulator.Durable;
using FunctionsEmulator.Hosting;
using FunctionsEmulator.Hosting.Discovery;
using FunctionsEmulator.Hosting.Invocation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace FunctionsEmulator.Testing;

/// <summary>The two places where the tasks under test come from.</summary>
internal static class TestTasks
{
    /// <summary>The converter of the real host, so that what would be lost there is lost here.</summary>
    public static DataConverter Converter { get; } = new JsonDataConverter(new System.Text.Json.JsonSerializerOptions());

    public static TaskSource Of(Action<DurableTaskRegistry> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        var registry = new DurableTaskRegistry();
        register(registry);
        return (services, _) =>
        {
            var catalog = new TaskCatalog();
            RegistryCatalog.AddTo(catalog, registry, services);
            return catalog;
        };
    }

    public static TaskSource Of(IEnumerable<Type> functionClasses)
    {
        ArgumentNullException.ThrowIfNull(functionClasses);
        var functions = FunctionDiscovery.Find(functionClasses);
        return (services, client) =>
        {
            var catalog = new TaskCatalog();
            CatalogFiller.Fill(catalog, functions, new FunctionRuntime(services, [], client, CancellationToken.None));
            return catalog;
        };
    }
}
