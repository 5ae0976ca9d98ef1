namespace Throughput;

/// <summary>One fan-out: how long it took, what it wrote, and the most memory that the process had by then.</summary>
internal sealed record FanOut(TimeSpan Time, long Appends, long Bytes, long PeakBytes);
