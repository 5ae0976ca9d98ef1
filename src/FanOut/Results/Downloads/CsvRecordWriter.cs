using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using FanOut.Fetching;

namespace FanOut.Results.Downloads;

/// <summary>
/// Records as RFC 4180 rows under a header row, for spreadsheets: what a site says can begin like a formula there, so such
/// cells are prefixed with an apostrophe.
/// </summary>
internal sealed class CsvRecordWriter : IRecordWriter, IDisposable
{
    private static readonly CsvConfiguration s_configuration = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n'],
        InjectionEscapeCharacter = '\'',
    };

    private readonly CsvWriter _csv;

    /// <param name="output">Takes the rows without blocking.</param>
    public CsvRecordWriter(Stream output)
    {
        var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        _csv = new CsvWriter(text, s_configuration);
    }

    public string ContentType => "text/csv; charset=utf-8; header=present";

    public void Begin()
    {
        foreach (var name in CsvColumns.Names) _csv.WriteField(name);
        _csv.NextRecord();
    }

    public void Write(ReadOnlySpan<byte> record)
    {
        var cells = JsonSerializer.Deserialize(record, ResultsJson.Default.FetchRecord)!;
        foreach (var cell in CsvColumns.Of(cells)) _csv.WriteField(cell);
        _csv.NextRecord();
    }

    public void End() => _csv.Flush();

    public void Dispose() => _csv.Dispose();
}
