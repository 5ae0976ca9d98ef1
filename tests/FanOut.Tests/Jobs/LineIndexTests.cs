using System.Text.Json;
using CsCheck;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class LineIndexTests
{
    private static readonly Gen<(int Lines, int Seed)> s_files = Gen.Select(Gen.Frequency((3, Gen.Int[0, 300]), (1, Gen.Int[0, 200_000])), Gen.Int[0, 1000]);

    [Fact]
    public void Locate_AnySlice_FindsTheLinesOfANaiveSearch() =>
        Gen.Select(s_files, Gen.Int[0, 210_000], Gen.Int[0, 2_000]).Sample((file, first, count) =>
        {
            var starts = new long[file.Lines + 1];
            var builder = new LineIndexBuilder();
            for (var i = 0; i < file.Lines; i++)
            {
                var length = 1 + (i * 31 + file.Seed) % 97;
                starts[i + 1] = starts[i] + length;
                builder.Add(length);
            }
            var index = builder.Build();
            Assert.True(index.Lengths.Count <= 1024);
            Assert.Equal(starts[^1], index.Lengths.Sum());
            first = Math.Min(first, file.Lines);
            count = Math.Min(count, file.Lines - first);
            var (offset, skip, bytes) = index.Locate(first, count);
            Assert.InRange(skip, 0, index.Stride - 1);
            Assert.Equal(starts[first - skip], offset);
            Assert.True(count == 0 ? bytes == 0 : offset + bytes >= starts[first + count]);
            Assert.True(bytes <= (count + 2L * index.Stride) * 97);
        }, iter: 300);

    [Fact]
    public void Stride_Doubles_WhenTheIndexIsFull()
    {
        Assert.Equal(64, Build(64 * 1024 - 1).Stride);
        Assert.Equal(128, Build(64 * 1024).Stride);
        Assert.Equal(128, Build(100_000).Stride);
        Assert.Equal(1024, Build(1_000_000).Stride);
    }

    [Fact]
    public void Index_OfNothing_LocatesNothing() => Assert.Equal((0, 0, 0), Build(0).Locate(0, 10));

    [Fact]
    public void Locate_PastTheEnd_ReadsNothingMore()
    {
        var index = Build(100);
        Assert.Equal(100, index.Locate(0, int.MaxValue).Length);
        Assert.Equal(0, index.Locate(1000, 5).Length);
    }

    [Fact]
    public void Json_IsCompact_AndComesBack()
    {
        var json = JsonSerializer.Serialize(Build(130), JobJson.Default.LineIndex);
        Assert.Equal("""{"stride":64,"lengths":[64,64,2]}""", json);
        Assert.Equivalent(Build(130), JsonSerializer.Deserialize(json, JobJson.Default.LineIndex), strict: true);
        Assert.Equivalent(Build(130), JsonSerializer.Deserialize<LineIndex>(json), strict: true);
    }

    private static LineIndex Build(int lines)
    {
        var builder = new LineIndexBuilder();
        for (var i = 0; i < lines; i++) builder.Add(1);
        return builder.Build();
    }
}
