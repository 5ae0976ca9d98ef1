namespace FunctionsEmulator.Storage.Azurite;

/// <summary>What `azurite.pid` holds: which Azurite uses the folder, where it listens, and which host will stop it.</summary>
internal sealed record AzuriteRecord(ProcessIdentity Azurite, int Port, ProcessIdentity Owner);
