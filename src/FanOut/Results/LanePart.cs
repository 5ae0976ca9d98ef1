namespace FanOut.Results;

/// <summary>The stored records of a lane's batch: some of those from the first index to the last.</summary>
public sealed record LanePart(int First, int Last);
