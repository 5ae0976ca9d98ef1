namespace FunctionsEmulator.Tests.Conformance;

/// <summary>Something of every kind that durable messages carry.</summary>
internal sealed record Sample(string Text, DateTimeOffset At, TimeSpan Took, int? Number, double? Missing, DayOfWeek Day, Dictionary<string, int[]> Counts);
