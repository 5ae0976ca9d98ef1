namespace FanOut.Jobs;

/// <summary>Sets one option, or leaves it and says what it must be.</summary>
internal delegate string? OptionRule(OptionValue value, ref JobOptions options);
