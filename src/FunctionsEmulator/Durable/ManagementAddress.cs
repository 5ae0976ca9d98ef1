namespace FunctionsEmulator.Durable;

/// <summary>Where a host serves the management API.</summary>
/// <param name="Address">One that it listens at; null for none.</param>
/// <param name="SystemKey">The key that the API asks for; null for none.</param>
internal sealed record ManagementAddress(string? Address, string? SystemKey);
