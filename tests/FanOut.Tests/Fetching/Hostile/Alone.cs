namespace FanOut.Tests.Fetching.Hostile;

/// <summary>Tests that measure the whole process, which must do nothing else meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
