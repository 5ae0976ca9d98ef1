using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using FanOut.Jobs;

namespace FanOut.Cli.Commands;

/// <summary>The options of a job, each known by its JSON name; on the command line it is written in kebab case.</summary>
internal sealed class JobOptionSet
{
    private readonly List<(string Name, Option Option, Func<ParseResult, JsonNode?> Read)> _options = [];

    public JobOptionSet()
    {
        Number("maxConcurrency", "Fetches in flight at most, across the whole job", JobLimits.MinConcurrency, JobLimits.MaxConcurrency);
        Number("batchSize", "URLs in a batch", JobLimits.MinBatchSize, JobLimits.MaxBatchSize);
        Number("timeoutSeconds", "Time for one URL, with all its attempts and redirects", JobLimits.MinTimeoutSeconds, JobLimits.MaxTimeoutSeconds);
        Number("attemptTimeoutSeconds", "Time for one attempt", JobLimits.MinTimeoutSeconds, JobLimits.MaxTimeoutSeconds);
        Number("deadlineSeconds", "Time for the whole job", JobLimits.MinTimeoutSeconds, JobLimits.MaxDeadlineSeconds);
        Number("maxAttempts", "Attempts for one URL, when its failure can pass", JobLimits.MinAttempts, JobLimits.MaxAttempts);
        Number("maxPerHost", "Fetches in flight to one host at most", JobLimits.MinPerHost, JobLimits.MaxPerHost);
        Number("maxPerSecond", "Fetches that start in a second at most", JobLimits.MinPerSecond, JobLimits.MaxPerSecond);
        Choice("method", "How to ask", "GET", "HEAD");
        Headers("headers", "--header", "A header for every URL, as \"Name: value\"; may be given again");
        Choice("capture", "What of a body to keep in its record", "none", "text", "json");
        Number("maxCaptureBytes", "What is kept of a body at most", JobLimits.MinCaptureBytes, JobLimits.MaxCaptureBytes);
        Number("maxBodyBytes", "A longer body is tooLarge", JobLimits.MinBodyBytes, JobLimits.MaxBodyBytes);
        Flag("dedupe", "Drop the later ones of equal URLs");
        Flag("respectRobots", "Do not ask for what a host's robots.txt disallows");
        Text("toleratedFailures", "Stop the job past so many records that are not ok: a count (100) or a share (5%)");
    }

    public IEnumerable<string> JsonNames => _options.Select(option => option.Name);

    public void AddTo(Command command)
    {
        foreach (var (_, option, _) in _options)
            command.Add(option);
    }

    /// <summary>Those that were given; the app's defaults hold for the others.</summary>
    public JsonObject Read(ParseResult result)
    {
        var json = new JsonObject();
        foreach (var (name, option, read) in _options)
        {
            if (result.GetResult(option) is { Implicit: false })
                json[name] = read(result);
        }

        return json;
    }

    private void Number<T>(string name, string description, T min, T max) where T : struct, IComparable<T>, IParsable<T> =>
        Add(name, RangeOption.Create(Kebab(name), description, min, max), value => JsonValue.Create(value));

    private void Choice(string name, string description, params string[] values) =>
        Add(name, ChoiceOption.Create(Kebab(name), description, values), value => value);

    private void Text(string name, string description) => Add(name, new Option<string>(Kebab(name)) { Description = description, HelpName = "text" }, value => value);

    private void Flag(string name, string description) => Add(name, new Option<bool>(Kebab(name)) { Description = description }, value => value);

    private void Headers(string name, string optionName, string description)
    {
        var option = new Option<string[]>(optionName) { Description = description, HelpName = "header" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf(':', StringComparison.Ordinal) <= 0))
                result.AddError($"{optionName} must look like \"Name: value\", and not \"{token.Value}\"");
        });
        Add(name, option, values => new JsonObject(values
            .Select(value => value.Split(':', 2, StringSplitOptions.TrimEntries))
            // A name given again replaces the earlier value, as the last word on a command line does.
            .GroupBy(header => header[0], StringComparer.OrdinalIgnoreCase)
            .Select(same => KeyValuePair.Create(same.Key, (JsonNode?)same.Last()[1]))));
    }

    private void Add<T>(string name, Option<T> option, Func<T, JsonNode?> toJson) =>
        _options.Add((name, option, result => toJson(result.GetRequiredValue(option))));

    private static string Kebab(string name) => "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
