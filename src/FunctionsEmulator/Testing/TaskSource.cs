using FunctionsEmulator.Durable;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Testing;

/// <summary>Makes the orchestrators and activities of one life of a host.</summary>
/// <param name="services">What their classes are made from.</param>
/// <param name="client">Gives the client, once the engine is there.</param>
internal delegate TaskCatalog TaskSource(IServiceProvider services, Func<DurableTaskClient> client);
