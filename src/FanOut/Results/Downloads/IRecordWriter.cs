namespace FanOut.Results.Downloads;

/// <summary>Writes records in one of the forms of a download, into memory that is sent on now and then.</summary>
internal interface IRecordWriter
{
    void Begin();

    /// <param name="record">A line of results.ndjson without its end.</param>
    void Write(ReadOnlySpan<byte> record);

    void End();
}
