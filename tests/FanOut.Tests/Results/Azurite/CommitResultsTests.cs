using System.Security.Cryptography;
using System.Text;
using FunctionsEmulator.Tests.Storage;

namespace FanOut.Tests.Results.Azurite;

[Collection(AzuriteTests.Name)]
public sealed class CommitResultsTests(AzuriteFixture azurite)
{
    private static readonly string s_first = LinesOf(0, 3), s_second = LinesOf(3, 2), s_third = LinesOf(5, 4);

    [Fact]
    public async Task Commits_OneAfterTheOther_PutPartsBehindEachOther()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second, third) = (await job.WriteAsync(0, s_first), await job.WriteAsync(3, s_second), await job.WriteAsync(5, s_third));

        var middle = await job.CommitAsync(0, first);
        var end = await job.CommitAsync(middle, second, third);
        Assert.Equal($"Job {StoredJob.Id} goes on: {end} bytes of results are stored", job.Log.LatestRecord.Message);

        Assert.Equal(s_first + s_second + s_third, await job.ReadAsync());
        Assert.Equal((first.Length, first.Length + second.Length + third.Length), (middle, end));
    }

    [Fact]
    public async Task Commit_Repeated_ChangesNothing()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second) = (await job.WriteAsync(0, s_first), await job.WriteAsync(3, s_second));

        var end = await job.CommitAsync(0, first, second);
        var repeated = await job.CommitAsync(0, first, second);
        var elsewhere = await job.FromElsewhere().CommitAsync(0, first, second);

        Assert.Equal(s_first + s_second, await job.ReadAsync());
        Assert.Equal((end, end), (repeated, elsewhere));
    }

    [Fact]
    public async Task Commit_ThatComesLate_UndoesNothingOfWhatFollowed()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second, third) = (await job.WriteAsync(0, s_first), await job.WriteAsync(3, s_second), await job.WriteAsync(5, s_third));
        var one = await job.CommitAsync(0, first);
        var two = await job.CommitAsync(one, second);
        await job.CommitAsync(two, third);

        Assert.Equal(two, await job.FromElsewhere().CommitAsync(one, second));
        Assert.Equal(one, await job.FromElsewhere().CommitAsync(0, first));

        Assert.Equal(s_first + s_second + s_third, await job.ReadAsync());
    }

    [Theory, InlineData(0), InlineData(1), InlineData(40), InlineData(-1), InlineData(-30)]
    public async Task Commit_AfterAnAttemptThatWroteAPieceOfIt_WritesTheRestOnly(int written)
    {
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second, third) = (await job.WriteAsync(0, s_first), await job.WriteAsync(3, s_second), await job.WriteAsync(5, s_third));
        var position = await job.CommitAsync(0, first);
        var bytes = Encoding.UTF8.GetBytes(s_second + s_third);
        var piece = written < 0 ? bytes.Length + written : written;
        if (piece > 0) await job.AppendByHandAsync(bytes.AsMemory(0, piece));

        var end = await job.FromElsewhere().CommitAsync(position, second, third);

        Assert.Equal(s_first + s_second + s_third, await job.ReadAsync());
        Assert.Equal(position + bytes.Length, end);
    }

    [Fact]
    public async Task Commit_OfTheFirstPartsAfterAnAttemptThatWroteAPiece_WritesTheRestOnly()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var first = await job.WriteAsync(0, s_first);
        await job.Results.CreateAsync();
        await job.AppendByHandAsync(Encoding.UTF8.GetBytes(s_first).AsMemory(0, 5));

        await job.CommitAsync(0, first);

        Assert.Equal(s_first, await job.ReadAsync());
    }

    [Fact]
    public async Task Commit_BehindWhatWasNeverWritten_IsRefused()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second) = (await job.WriteAsync(0, s_first), await job.WriteAsync(3, s_second));
        await job.CommitAsync(0, first);

        await Assert.ThrowsAsync<InvalidDataException>(() => job.CommitAsync(first.Length + 1, second));

        Assert.Equal(s_first, await job.ReadAsync());
    }

    [Fact]
    public async Task Commits_OfTheSamePartsAtTheSameTime_WriteThemOnce()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second) = (await job.WriteAsync(0, s_first), await job.WriteAsync(3, s_second));
        var attempts = Enumerable.Range(0, 8).Select(_ => Task.Run(() => job.FromElsewhere().CommitAsync(0, first, second)));

        var ends = await Task.WhenAll(attempts);

        Assert.All(ends, end => Assert.Equal(first.Length + second.Length, end));
        Assert.Equal(s_first + s_second, await job.ReadAsync());
    }

    [Fact]
    public async Task Commit_OfMoreThanOneAppendMayCarry_IsWholeEvenWhenItWasCutBetweenTwo()
    {
        const int AppendBytes = 4 * 1024 * 1024;
        var (one, two) = (LinesOf(0, 40_000), LinesOf(40_000, 90_000));
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second) = (await job.WriteAsync(0, one), await job.WriteAsync(40_000, two));
        Assert.InRange(first.Length + second.Length, AppendBytes + 1, long.MaxValue);
        await job.Results.CreateAsync();
        await job.AppendByHandAsync(Encoding.UTF8.GetBytes(one + two).AsMemory(0, AppendBytes));

        await job.CommitAsync(0, first, second);
        var whole = await StoredJob.CreateAsync(azurite);
        var (again, rest) = (await whole.WriteAsync(0, one), await whole.WriteAsync(40_000, two));
        await whole.CommitAsync(0, again, rest);

        Assert.Equal(one + two, await job.ReadAsync());
        Assert.Equal(one + two, await whole.ReadAsync());
    }

    [Fact]
    public async Task Digest_AfterACommitThatWasCut_IsThatOfTheWholeBlob()
    {
        var job = await StoredJob.CreateAsync(azurite);
        var (first, second) = (await job.WriteAsync(0, s_first), await job.WriteAsync(3, s_second));
        var position = await job.CommitAsync(0, first);
        await job.AppendByHandAsync(Encoding.UTF8.GetBytes(s_second).AsMemory(0, 7));
        var end = await job.CommitAsync(position, second);

        var digest = await job.Digests.GetAsync(StoredJob.Id, end, CancellationToken.None);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(s_first + s_second))), digest.Sha256());
        Assert.Equal(end, digest.Position);
    }

    [Fact]
    public async Task Part_ThatIsWrittenAgainWithOtherRecords_IsCommittedAsWrittenLast()
    {
        var job = await StoredJob.CreateAsync(azurite);
        await job.WriteAsync(0, s_first);
        var last = await job.WriteAsync(0, s_third);

        await job.CommitAsync(0, last);

        Assert.Equal(s_third, await job.ReadAsync());
    }

    [Fact]
    public async Task Part_ThatAnotherProcessWroteAgain_IsCommittedAsWrittenLast()
    {
        var job = await StoredJob.CreateAsync(azurite);
        await job.WriteAsync(0, s_first);
        var last = await job.FromElsewhere().WriteAsync(0, s_third);

        await job.CommitAsync(0, last);

        Assert.Equal(s_third, await job.ReadAsync());
    }

    private static string LinesOf(int first, int count)
    {
        var lines = new StringBuilder();
        for (var i = first; i < first + count; i++) lines.Append($$"""{"index":{{i}},"url":"https://exämple.com/{{i}}"}""").Append('\n');
        return lines.ToString();
    }
}
