using System.Text.Json;
using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Orchestration;
using Microsoft.DurableTask;

namespace FanOut.Tests.Orchestration;

/// <summary>A job whose batches the test answers; its activities need no help unless a test takes them over.</summary>
internal sealed class MockedJob
{
    public const int BytesPerRecord = 10;

    private Task<JobProgress>? _run;

    public MockedJob(JobInput input)
    {
        Input = input;
        Context = new MockedContext(input);
        Batches = Context.Child<BatchResult>(BatchOrchestrator.Name);
        Commits = Context.Activity<long>(ActivityNames.CommitResults);
        Commits.AtOnce = commit => End((CommitInput)commit);
        NotRuns = Context.Activity<BatchResult>(ActivityNames.WriteNotRun);
        NotRuns.AtOnce = request => NotRun((NotRunInput)request);
        Controls = Context.Activity<JobControl>(ActivityNames.ReadControl);
        Controls.AtOnce = _ => JobControl.Nothing;
        Stops = Context.Activity(ActivityNames.StopFetches);
        Stops.AtOnce = _ => true;
        Finishes = Context.Activity(ActivityNames.FinishJob);
        Finishes.AtOnce = _ => true;
    }

    public MockedJob(int total, JobOptions options)
        : this(InputOf(total, options))
    {
    }

    public JobInput Input { get; }
    public MockedContext Context { get; }
    public MockedTasks<BatchResult> Batches { get; }
    public MockedTasks<long> Commits { get; }
    public MockedTasks<BatchResult> NotRuns { get; }
    public MockedTasks<JobControl> Controls { get; }
    public MockedTasks<bool> Stops { get; }
    public MockedTasks<bool> Finishes { get; }

    /// <summary>What the job shows of itself.</summary>
    public JobProgress Status => JsonSerializer.Deserialize<JobProgress>(Context.Statuses[^1])!;

    public bool IsEnded => _run!.IsCompleted;

    public Task<JobProgress> Result => IsEnded ? _run! : throw new InvalidOperationException("The job has not ended.");

    public IEnumerable<(int First, int Count)> Ranges => Batches.Inputs<BatchInput>().Select(input => (input.Slice.First, input.Slice.Count));

    public IEnumerable<int> Committed => Commits.Inputs<CommitInput>().SelectMany(commit => commit.Parts)
        .SelectMany(part => Enumerable.Range(part.First, part.Count));

    public static JobInput InputOf(int total, JobOptions options)
    {
        var lines = new LineIndexBuilder();
        for (var i = 0; i < total; i++) lines.Add(40);
        return new JobInput
        {
            Options = options,
            Total = total,
            Lines = lines.Build(),
            CreatedAt = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero),
        };
    }

    public MockedJob Start()
    {
        _run = Context.Start(JobOrchestrator.RunAsync);
        return this;
    }

    public string? IdOf(int batch) => ((SubOrchestrationOptions)Batches.All[batch].Options!).InstanceId;

    /// <summary>Ends a batch with all of its URLs ok but these.</summary>
    public void Finish(int batch, int notOk = 0, bool stopped = false, int controlVersion = 0) => Finish(Batches.All[batch], notOk, stopped, controlVersion);

    public void Finish(MockedTask<BatchResult> batch, int notOk = 0, bool stopped = false, int controlVersion = 0)
    {
        var input = (BatchInput)batch.Input!;
        var result = ResultOf(input.Slice, (Outcome.Ok, input.Slice.Count - notOk), (Outcome.HttpError, notOk));
        batch.Answer(result with { Stopped = stopped, ControlVersion = controlVersion, IsCommitted = input.IsWholeJob });
    }

    /// <summary>Ends batches, oldest first, until none is left.</summary>
    public void FinishAll()
    {
        while (Batches.Open.FirstOrDefault() is { } batch) Finish(batch);
    }

    private static BatchResult NotRun(NotRunInput request) =>
        ResultOf(request.Slice, (request.Outcome, request.Slice.Count)) with { IsCommitted = request.IsWholeJob };

    private static BatchResult ResultOf(Slice slice, params (Outcome Outcome, int Count)[] outcomes) => new()
    {
        Part = new Part(slice.First, slice.Count, slice.Count * BytesPerRecord),
        Outcomes = outcomes.Where(outcome => outcome.Count > 0).ToDictionary(outcome => outcome.Outcome, outcome => outcome.Count),
        Bytes = slice.Count * 1_000L,
        Work = WorkCount.Orchestration,
    };

    private static long End(CommitInput commit) => commit.Position + commit.Parts.Sum(part => part.Length);
}
