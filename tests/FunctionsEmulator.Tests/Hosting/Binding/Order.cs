namespace FunctionsEmulator.Tests.Hosting.Binding;

public sealed record Order(string Item, int Count, DateTimeOffset? Until);
