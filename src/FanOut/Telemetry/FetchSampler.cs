using OpenTelemetry.Trace;

namespace FanOut.Telemetry;

/// <summary>
/// Keeps what its parent keeps, and of the fetches only so many a second: a small job shows all of them, a large one a
/// steady few.
/// </summary>
internal sealed class FetchSampler(TimeProvider clock) : Sampler
{
    public const int FetchesPerSecond = 20;

    private const string FetchSpan = "activity:Fetch";

    private readonly ParentBasedSampler _others = new(new AlwaysOnSampler());
    private readonly Lock _gate = new();
    private long _second;
    private int _kept;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        string.Equals(samplingParameters.Name, FetchSpan, StringComparison.OrdinalIgnoreCase) && !TryKeep()
            ? new SamplingResult(SamplingDecision.Drop)
            : _others.ShouldSample(samplingParameters);

    private bool TryKeep()
    {
        lock (_gate)
        {
            var second = clock.GetUtcNow().ToUnixTimeSeconds();
            if (second != _second) (_second, _kept) = (second, 0);
            return ++_kept <= FetchesPerSecond;
        }
    }
}
