using Microsoft.Azure.Functions.Worker.Converters;

namespace FunctionsEmulator.Tests.Hosting.Binding;

/// <summary>A type that names its converter.</summary>
[InputConverter(typeof(PointConverter))]
public sealed record Point(int X, int Y);
