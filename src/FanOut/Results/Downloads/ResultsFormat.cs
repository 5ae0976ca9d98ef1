namespace FanOut.Results.Downloads;

/// <summary>The forms in which results can be downloaded.</summary>
internal enum ResultsFormat
{
    Ndjson,
    Json,
    Csv,
}
