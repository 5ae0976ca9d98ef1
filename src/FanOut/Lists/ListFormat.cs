namespace FanOut.Lists;

/// <summary>How a blob holds a list.</summary>
public enum ListFormat
{
    /// <summary>One URL a line, with # comments.</summary>
    Text,
    /// <summary>A JSON string a line, or an object with a member that is the URL.</summary>
    Ndjson,
    /// <summary>Rows under a header, one column of which is the URL.</summary>
    Csv,
}
