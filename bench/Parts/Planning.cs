using BenchmarkDotNet.Attributes;
using FanOut.Jobs;
using FanOut.Orchestration;

namespace Parts;

/// <summary>What a job decides for each batch, and for each URL when it has a cap per host.</summary>
public class Planning
{
    private const int Urls = 100_000;
    private const int BytesPerLine = 60;
    private readonly LineIndex _lines;

    public Planning()
    {
        var lines = new LineIndexBuilder();
        for (var i = 0; i < Urls; i++) lines.Add(BytesPerLine);
        _lines = lines.Build();
    }

    [Benchmark]
    public int NextBatch() => BatchPlan.NextSize(remaining: Urls / 2, batchSize: 100, maxConcurrency: 1_000, slotsInUse: 850, slotsInSwing: 850);

    [Benchmark]
    public Slice SliceInTheMiddle() => Slice.Of("0000000000000000deadbeef", _lines, Urls / 2, 100);

    [Benchmark]
    public int LaneOfAUrl() => HostPlan.LaneOf(HostKey.Of("https://www.example.com/some/page?number=12345"), HostPlan.MaxLanes);
}
