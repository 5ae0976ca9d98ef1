using FunctionsEmulator.Durable.Events;
using FunctionsEmulator.Durable.Journal;
using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Durable;

public sealed class LineTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("{\"a\":[1,2,{\"b\":null}]}")]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("{\n  \"indented\": true\n}")]
    [InlineData("1 2")]
    [InlineData("\"\\u2028 ünïcode\"")]
    public void Message_WithAnyPayload_IsReadAsItWasWritten(string? payload)
    {
        using var writer = LineWriter.Rent();
        var line = writer.Message(new Message(7, "instance", new HistoryEvent.EventRaised("name", payload))).ToArray();

        Assert.Equal((byte)'\n', line[^1]);
        Assert.Equal(1, line.Count(b => b == (byte)'\n'));
        var read = LineReader.Read(line.AsMemory(0, line.Length - 1));
        Assert.Equal(new HistoryEvent.EventRaised("name", payload), read!.Message!.Event);
    }

    [Fact]
    public void Failure_WithHalfASurrogatePair_IsWrittenAllTheSame()
    {
        using var writer = LineWriter.Rent();
        var failure = new TaskFailureDetails("Type", "half \ud83d of a pair", null, null, null);

        var line = writer.Message(new Message(7, "instance", new HistoryEvent.TaskFailed(1, failure)));

        Assert.NotNull(LineReader.Read(line[..^1]));
    }

    [Fact]
    public void Line_WithAnyByteChanged_IsKnownAsDamaged()
    {
        using var writer = LineWriter.Rent();
        var line = writer.Message(new Message(7, "instance", new HistoryEvent.TimerFired(3)))[..^1].ToArray();

        for (var i = 0; i < line.Length; i++)
        {
            // The space behind the checksum says nothing.
            if (i == LineWriter.ChecksumLength) continue;
            line[i] ^= 1;
            Assert.Null(LineReader.Read(line));
            line[i] ^= 1;
        }
        Assert.NotNull(LineReader.Read(line));
    }
}
