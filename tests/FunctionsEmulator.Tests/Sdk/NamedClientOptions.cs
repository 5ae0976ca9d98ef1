using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Sdk;

internal sealed class NamedClientOptions : DurableTaskClientOptions;
