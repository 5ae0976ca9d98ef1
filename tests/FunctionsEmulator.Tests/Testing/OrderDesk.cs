namespace FunctionsEmulator.Tests.Testing;

public sealed record OrderDesk(int UnitPrice);
