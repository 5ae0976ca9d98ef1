using System.Buffers;
using System.Text;
using System.Text.Json;
using FanOut.Fetching;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration.Engine;

/// <summary>The activities that read and store, over memory: one job's.</summary>
internal sealed class SimulatedStorage(int total, bool hasInput)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, byte[]> _parts = [];
    private readonly ArrayBufferWriter<byte> _results = new();
    private List<List<int>> _lanes = [];
    private JobControl _control = JobControl.Nothing;
    private bool _hasInput = hasInput;

    /// <summary>Longer batches read their slice in pieces.</summary>
    public int UrlsPerRead { get; set; } = 7;

    public FinishInput? Finished { get; private set; }

    private const int Hosts = 7;

    public static string UrlOf(int index) => $"https://host{index % Hosts}.example.com/{index}";

    public IReadOnlyList<FetchRecord> Results()
    {
        lock (_gate)
        {
            var lines = Encoding.UTF8.GetString(_results.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Select(line => JsonSerializer.Deserialize<FetchRecord>(line)!)];
        }
    }

    public void Cancel()
    {
        lock (_gate) _control = _control with { Cancelled = true };
    }

    public JobControl ReadControl(string jobId)
    {
        lock (_gate) return _control;
    }

    public bool StopFetches(string jobId)
    {
        lock (_gate) _control = _control with { Stopped = true };
        return true;
    }

    public bool WriteInput(ShortList list)
    {
        Assert.Equal(Enumerable.Range(0, total).Select(UrlOf), list.Urls);
        Volatile.Write(ref _hasInput, true);
        return true;
    }

    public SliceUrls ReadSlice(Slice slice)
    {
        AssertHasInput();
        if (slice.Lane is null && slice.First + slice.Count > total) throw new InvalidDataException("There are no such lines.");
        var control = ReadControl(slice.JobId);
        var indexes = Indexes(slice with { Count = Math.Min(slice.Count, UrlsPerRead) });
        return new([.. indexes.Select(UrlOf)], control.EndsFetches, Indexes: slice.Lane is null ? null : indexes, NextOffset: slice.Offset + indexes.Count);
    }

    /// <summary>Lanes are kept as lists of indexes; an offset is a place in such a list.</summary>
    public List<HostLane> Plan(PlanInput plan)
    {
        AssertHasInput();
        lock (_gate)
        {
            _lanes = [.. Enumerable.Range(0, total).GroupBy(index => HostPlan.LaneOf(HostKey.Of(UrlOf(index)), plan.Lanes)).Select(lane => lane.ToList())];
            return [.. _lanes.Select(lane => new HostLane { Count = lane.Count, From = lane[0] })];
        }
    }

    public long Merge(MergeInput merge)
    {
        lock (_gate)
        {
            var records = _parts.Values.SelectMany(part => Lines(part)).ToDictionary(line => JsonSerializer.Deserialize<FetchRecord>(line)!.Index);
            var bytes = Enumerable.Range(merge.From, merge.To - merge.From).SelectMany(index => Encoding.UTF8.GetBytes(records[index] + "\n")).ToArray();
            return Append(merge.Position, bytes);
        }
    }

    public BatchResult WriteBatch(BatchRecords batch) => Write(batch.Records[0].Index, batch.Records);

    public BatchResult WriteNotRun(NotRunInput request)
    {
        AssertHasInput();
        var indexes = Indexes(request.Slice);
        var written = Write(indexes[0], [.. indexes.Select(i => new FetchRecord { Index = i, Url = UrlOf(i), Outcome = request.Outcome })]);
        return written with { NextOffset = request.Slice.Offset + indexes.Count };
    }

    public long Commit(CommitInput commit)
    {
        lock (_gate)
        {
            var bytes = commit.Parts.SelectMany(part => _parts[part.First]).ToArray();
            Assert.Equal(commit.Parts.Sum(part => part.Length), bytes.Length);
            return Append(commit.Position, bytes);
        }
    }

    public bool Finish(FinishInput finish)
    {
        AssertHasInput();
        lock (_gate)
        {
            Assert.Equal(finish.Progress.ResultsLength, _results.WrittenCount);
            Finished = finish;
            return true;
        }
    }

    private BatchResult Write(int first, IReadOnlyList<FetchRecord> records)
    {
        var lines = records.SelectMany(record => JsonSerializer.SerializeToUtf8Bytes(record).Append((byte)'\n')).ToArray();
        lock (_gate) _parts[first] = lines;
        return new BatchResult
        {
            Part = new Part(first, records.Count, lines.Length),
            Outcomes = records.CountBy(record => record.Outcome).ToDictionary(),
            Bytes = records.Sum(record => record.Bytes),
            LastIndex = records[^1].Index,
        };
    }

    private List<int> Indexes(Slice slice)
    {
        if (slice.Lane is not { } lane) return [.. Enumerable.Range(slice.First, slice.Count)];
        lock (_gate) return _lanes[lane].GetRange((int)slice.Offset, slice.Count);
    }

    private void AssertHasInput() => Assert.True(Volatile.Read(ref _hasInput), "The input is read before it is written.");

    private static string[] Lines(byte[] part) => Encoding.UTF8.GetString(part).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private long Append(long position, byte[] bytes)
    {
        var end = position + bytes.Length;
        Assert.True(position <= _results.WrittenCount, "What comes before has not been written.");
        if (_results.WrittenCount < end) _results.Write(bytes.AsSpan((int)(_results.WrittenCount - position)));
        return end;
    }
}
