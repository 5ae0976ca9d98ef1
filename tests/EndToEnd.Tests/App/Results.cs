using System.Text.Json;

namespace EndToEnd.Tests.App;

/// <summary>What <c>GET /results</c> answered; making it checks that it is whole lines in index order from the first on.</summary>
public sealed class Results
{
    public Results(bool isComplete, string text)
    {
        IsComplete = isComplete;
        Text = text;
        Assert.True(text.Length == 0 || text[^1] == '\n', "The results end within a line.");
        Records = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        Assert.Equal(Enumerable.Range(0, Records.Count), Records.Select(record => record.Number("index")));
    }

    public bool IsComplete { get; }
    public string Text { get; }
    public IReadOnlyList<JsonElement> Records { get; }

    public override string ToString() => $"{Records.Count} records, complete: {IsComplete}";
}
