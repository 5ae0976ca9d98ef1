using System.Buffers;
using System.Text;
using System.Text.Json;
using FanOut.Fetching;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration.Engine;

/// <summary>The activities that read and store, over memory: one job's.</summary>
internal sealed class SimulatedStorage(int total)
{
    /// <summary>Makes longer batches read their slice in pieces.</summary>
    private const int UrlsPerRead = 7;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, byte[]> _parts = [];
    private readonly ArrayBufferWriter<byte> _results = new();
    private JobControl _control = JobControl.Nothing;

    public FinishInput? Finished { get; private set; }

    public static string UrlOf(int index) => $"https://example.com/{index}";

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

    public SliceUrls ReadSlice(Slice slice)
    {
        if (slice.First + slice.Count > total) throw new InvalidDataException("There are no such lines.");
        var control = ReadControl(slice.JobId);
        return new([.. Enumerable.Range(slice.First, Math.Min(slice.Count, UrlsPerRead)).Select(UrlOf)], control.Cancelled || control.Stopped);
    }

    public BatchResult WriteBatch(BatchRecords batch) => Write(batch.First, batch.Records);

    public BatchResult WriteNotRun(NotRunInput request) => Write(
        request.Slice.First,
        [.. Enumerable.Range(request.Slice.First, request.Slice.Count).Select(i => new FetchRecord { Index = i, Url = UrlOf(i), Outcome = request.Outcome })]);

    public long Commit(CommitInput commit)
    {
        lock (_gate)
        {
            var bytes = commit.Parts.SelectMany(part => _parts[part.First]).ToArray();
            Assert.Equal(commit.Parts.Sum(part => part.Length), bytes.Length);
            var end = commit.Position + bytes.Length;
            Assert.True(commit.Position <= _results.WrittenCount, "What comes before has not been written.");
            if (_results.WrittenCount < end) _results.Write(bytes.AsSpan((int)(_results.WrittenCount - commit.Position)));
            return end;
        }
    }

    public bool Finish(FinishInput finish)
    {
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
        };
    }
}
