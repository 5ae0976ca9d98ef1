using System.Buffers;

namespace FanOut.Results.Downloads;

/// <summary>Records as one array, one a line.</summary>
internal sealed class JsonArrayWriter(IBufferWriter<byte> output) : IRecordWriter
{
    private bool _any;

    public void Begin() => output.Write("["u8);

    public void Write(ReadOnlySpan<byte> record)
    {
        output.Write(_any ? ",\n"u8 : "\n"u8);
        output.Write(record);
        _any = true;
    }

    public void End() => output.Write(_any ? "\n]\n"u8 : "]\n"u8);
}
