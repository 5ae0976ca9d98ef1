using CsCheck;
using FanOut.Jobs;
using FanOut.Orchestration;

namespace FanOut.Tests.Orchestration;

public sealed class PlanningPropertyTests
{
    private static readonly Gen<int> s_batchSize = Gen.Int[JobLimits.MinBatchSize, JobLimits.MaxBatchSize];
    private static readonly Gen<int> s_cap = Gen.Int[JobLimits.MinConcurrency, JobLimits.MaxConcurrency];

    [Fact]
    public void Batches_UnderAnyCapThatChangesMeanwhile_CoverEveryIndexOnceInOrderWithinTheCap() =>
        Gen.Select(Gen.Int[1, 3_000], s_batchSize, Gen.OneOf(s_cap, Gen.Int[1, 20]).Array[1, 5], Gen.Int.Array[1, 50]).Sample((total, batchSize, caps, steps) =>
        {
            var next = 0;
            var cap = caps[0];
            var batches = new List<(int Count, int Slots)>();
            for (var step = 0; next < total || batches.Count > 0; step++)
            {
                var choice = steps[step % steps.Length] & int.MaxValue;
                while (next < total && NextSize(total - next, batchSize, cap, batches) is var size and > 0)
                {
                    batches.Add((size, size));
                    next += size;
                    Assert.InRange(size, 1, Math.Min(batchSize, cap));
                    Assert.InRange(batches.Sum(batch => batch.Slots), 1, cap);
                }
                if (choice % 7 == 0) cap = caps[choice / 7 % caps.Length];
                // Whatever runs can end, and with nothing in flight the loop above must have started some.
                Assert.NotEmpty(batches);
                var ended = choice % batches.Count;
                var told = Tells(batches[ended].Count).FirstOrDefault(left => left < batches[ended].Slots);
                if (batches[ended].Slots > 0) batches[ended] = batches[ended] with { Slots = told };
                else batches.RemoveAt(ended);
            }
            Assert.Equal(total, next);
        });

    [Fact]
    public void NextSize_WithNothingInFlight_IsNever0() =>
        Gen.Select(Gen.Int[1, 100_000], s_batchSize, s_cap).Sample((remaining, batchSize, cap) =>
            BatchPlan.NextSize(remaining, batchSize, cap, slotsInUse: 0, slotsInSwing: 0) > 0);

    [Fact]
    public void NextSize_WhileOthersAreInFullSwing_Is0UntilAWholeBatchFits() =>
        Gen.Select(s_batchSize, s_cap, Gen.Int[0, 4_000]).Sample((batchSize, cap, slotsInUse) =>
        {
            var size = BatchPlan.NextSize(100_000, batchSize, cap, slotsInUse, slotsInSwing: cap);
            var whole = Math.Min(batchSize, cap);
            Assert.Equal(slotsInUse + whole <= cap ? whole : 0, size);
        });

    [Theory]
    [InlineData(100, 100, 20, 0, 80)]
    [InlineData(100, 100, 90, 0, 10)]
    [InlineData(100, 100, 91, 0, 0)]
    [InlineData(100, 100, 60, 40, 40)]
    [InlineData(100, 100, 60, 41, 0)]
    [InlineData(5, 10, 9, 0, 1)]
    [InlineData(5, 10, 10, 0, 0)]
    [InlineData(5, 10, 12, 0, 0)]
    public void NextSize_BesideTheLastFetchesOfOthers_IsWhatIsFree(int batchSize, int cap, int inUse, int inSwing, int expected) =>
        Assert.Equal(expected, BatchPlan.NextSize(1_000, batchSize, cap, inUse, inSwing));

    [Theory]
    [InlineData(100, new[] { 20, 10, 5, 2, 1, 0 })]
    [InlineData(250, new[] { 50, 25, 12, 6, 3, 1, 0 })]
    [InlineData(5, new[] { 1, 0 })]
    [InlineData(4, new[] { 0 })]
    [InlineData(1, new[] { 0 })]
    public void Batch_AtItsLastFetches_TellsHowManyAreLeft(int count, int[] expected) => Assert.Equal(expected, Tells(count));

    [Fact]
    public void ResultOrder_WhateverOrderPartsComeIn_GivesThemInThatOfTheIndex() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 60], Gen.Int[0, 1_000], Gen.Int[1, 70], Gen.Int[0, int.MaxValue]).Sample((counts, committed, atMost, seed) =>
        {
            var parts = new List<Part>();
            foreach (var count in counts)
            {
                parts.Add(new Part(parts.Count == 0 ? committed : parts[^1].First + parts[^1].Count, count, count));
            }
            var shuffled = parts.ToArray();
            new Random(seed).Shuffle(shuffled);

            var order = new ResultOrder(committed);
            var taken = new List<Part>();
            foreach (var part in shuffled)
            {
                order.Add(part);
                var next = order.TakeNext(atMost);
                Assert.InRange(next.Count, 0, atMost);
                taken.AddRange(next);
                Assert.Equal(parts.Take(taken.Count), taken);
            }
            while (order.TakeNext(atMost) is { Count: > 0 } rest) taken.AddRange(rest);

            Assert.Equal(parts, taken);
            Assert.False(order.HasNext);
        });

    [Fact]
    public void Slice_OfAnyLines_NamesTheBytesThatHoldThem() =>
        Gen.Select(Gen.Int[1, 300].Array[1, 400], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((lengths, a, b) =>
        {
            var lines = new LineIndexBuilder();
            foreach (var length in lengths) lines.Add(length);
            var first = a % lengths.Length;
            var count = 1 + b % (lengths.Length - first);

            var slice = Slice.Of("job", lines.Build(), first, count);

            Assert.Equal(("job", first, count), (slice.JobId, slice.First, slice.Count));
            Assert.Equal(lengths.Take(first).Sum() - slice.Offset, lengths.Skip(first - slice.Skip).Take(slice.Skip).Sum());
            Assert.True(slice.Offset + slice.Length >= lengths.Take(first + count).Sum());
        });

    private static int NextSize(int remaining, int batchSize, int cap, List<(int Count, int Slots)> batches) =>
        BatchPlan.NextSize(remaining, batchSize, cap, batches.Sum(batch => batch.Slots), batches.Where(batch => batch.Slots == batch.Count).Sum(batch => batch.Slots));

    private static IEnumerable<int> Tells(int count) => Enumerable.Range(0, count).Reverse().Where(left => BatchPlan.IsTold(count, left));
}
