using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FanOut.Fetching;
using FanOut.Jobs;

namespace FanOut.Lists;

/// <summary>A list that is one column of rows under a header.</summary>
internal static class CsvList
{
    private static readonly CsvConfiguration s_configuration = new(CultureInfo.InvariantCulture)
    {
        BadDataFound = null,
        TrimOptions = TrimOptions.Trim,
    };

    public static async Task ReadAsync(ListStream body, string column, UrlList list, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(body, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var rows = new CsvParser(text, s_configuration, leaveOpen: true);
        if (!await NextAsync(rows, body)) return;
        var index = Array.FindIndex(rows.Record!, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            throw new ListException($"Has no column '{column}' in its first row, which is: {ErrorLine.Clean(string.Join(", ", rows.Record!))}");
        while (await NextAsync(rows, body))
        {
            if (rows.Count <= index) throw new ListException($"Row {rows.Row} has no field in the column '{column}'.");
            list.Add(rows[index].Trim());
            await list.MakeRoomAsync(cancellationToken);
        }
    }

    private static async Task<bool> NextAsync(CsvParser rows, ListStream body)
    {
        body.BeginPiece();
        try
        {
            return await rows.ReadAsync();
        }
        catch (CsvHelperException)
        {
            throw new ListException($"Row {rows.Row} is not valid CSV.");
        }
    }
}
