using System.Net.Mime;
using FanOut.Fetching;
using FanOut.Jobs;
using Microsoft.AspNetCore.Http;

namespace FanOut.Results.Downloads;

/// <summary>What a caller wants of the results.</summary>
/// <param name="Format">How.</param>
/// <param name="Outcomes">Only the records that have one of these; null is all.</param>
internal sealed record ResultsQuery(ResultsFormat Format, IReadOnlySet<Outcome>? Outcomes)
{
    private static readonly Dictionary<string, ResultsFormat> s_formats =
        Enum.GetValues<ResultsFormat>().ToDictionary(format => format.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>The blob itself is what is wanted.</summary>
    public bool IsWhole => Format == ResultsFormat.Ndjson && Outcomes is null;

    public string ContentType => Format switch
    {
        ResultsFormat.Csv => "text/csv; charset=utf-8; header=present",
        ResultsFormat.Json => MediaTypeNames.Application.Json,
        _ => JobBlobs.ResultsType,
    };

    /// <summary>Tells this form of the results from others of the same blob.</summary>
    public string Tag => $"{Format}-{(Outcomes is null ? "all" : string.Join('.', Outcomes.Order().Select(outcome => (int)outcome)))}";

    public static ResultsQuery? Read(IQueryCollection query, out ProblemResult? problem)
    {
        problem = null;
        var format = ResultsFormat.Ndjson;
        HashSet<Outcome>? outcomes = null;
        foreach (var (name, values) in query)
        {
            problem = name switch
            {
                "format" when s_formats.TryGetValue(values.ToString(), out format) => null,
                "format" => JobProblems.BadQuery(name, $"'format' must be {string.Join(" or ", s_formats.Keys)}."),
                "outcome" => ReadOutcomes(values.ToString(), outcomes = []),
                "code" => null,
                _ => JobProblems.BadQuery(name, $"There is no parameter '{name}' here; there are format and outcome."),
            };
            if (problem is not null) return null;
        }
        return new ResultsQuery(format, outcomes);
    }

    private static ProblemResult? ReadOutcomes(string text, HashSet<Outcome> outcomes)
    {
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!OutcomeNames.ByName.TryGetValue(name, out var outcome))
                return JobProblems.BadQuery("outcome", $"'outcome' must be one or more of {string.Join(", ", OutcomeNames.ByName.Keys)}, separated by commas.");
            outcomes.Add(outcome);
        }
        return null;
    }
}
