using System.Buffers;

namespace FanOut.Results.Downloads;

/// <summary>Records as lines, as they are stored.</summary>
internal sealed class NdjsonWriter(IBufferWriter<byte> output) : IRecordWriter
{
    public void Begin()
    {
    }

    public void Write(ReadOnlySpan<byte> record)
    {
        output.Write(record);
        output.Write("\n"u8);
    }

    public void End()
    {
    }
}
