namespace FanOut.Jobs;

/// <summary>Puts options together from wherever they were written, and says what is wrong with each.</summary>
/// <param name="path">What stands before an option's name in the caller's request, such as <c>options.</c>.</param>
internal sealed class JobOptionsBuilder(JobRequestErrors errors, string path)
{
    private static readonly string s_tooManyHeaders =
        $"Must be at most {JobLimits.MaxHeaders} headers, with {JobLimits.MaxHeaderBytes} bytes of names and values.";

    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private int _headerBytes;
    private JobOptions _options = new();

    public bool Dedupe => _options.Dedupe;

    /// <summary>False when the name is unknown or was given before, which is noted.</summary>
    public bool Begin(string name)
    {
        if (!OptionRules.All.ContainsKey(name) && name is not OptionRules.Headers)
            errors.Add(path + name, $"There is no such option. Options are {OptionRules.Known}.");
        else if (!_given.Add(name))
            errors.Add(path + name, "Is given more than once.");
        else
            return true;
        return false;
    }

    public void Set(string name, OptionValue value)
    {
        if (value.IsNull) return;
        if (OptionRules.All[name](value, ref _options) is { } error) errors.Add(path + name, error);
    }

    public void AddHeader(string name, string value)
    {
        var field = $"{path}{OptionRules.Headers}.{name}";
        value = value.Trim(' ');
        _headerBytes += name.Length + value.Length;
        if ((HeaderRules.CheckName(name) ?? HeaderRules.CheckValue(value)) is { } error)
            errors.Add(field, error);
        else if (_headers.Count == JobLimits.MaxHeaders || _headerBytes > JobLimits.MaxHeaderBytes)
            errors.Add(path + OptionRules.Headers, s_tooManyHeaders);
        else if (!_headers.TryAdd(name, value))
            errors.Add(field, "Is given more than once; case does not matter.");
    }

    public JobOptions Build()
    {
        if (_options.AttemptTimeoutSeconds > _options.TimeoutSeconds && !errors.Has(path + "timeoutSeconds"))
            errors.Add(path + "attemptTimeoutSeconds", "Must not be above timeoutSeconds.");
        return _options with
        {
            BatchSize = Math.Min(_options.BatchSize, _options.MaxConcurrency),
            Headers = _headers,
        };
    }
}
