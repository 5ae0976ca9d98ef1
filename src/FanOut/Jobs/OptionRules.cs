using System.Collections.Frozen;
using static FanOut.Jobs.JobLimits;

namespace FanOut.Jobs;

/// <summary>The options that are one value each, by their names in the HTTP API.</summary>
internal static class OptionRules
{
    /// <summary>The one option that is not a single value.</summary>
    public const string Headers = "headers";

    public static readonly FrozenDictionary<string, OptionRule> All = new Dictionary<string, OptionRule>(StringComparer.Ordinal)
    {
        ["maxConcurrency"] = Integer(MinConcurrency, MaxConcurrency, (o, n) => o with { MaxConcurrency = n }),
        ["batchSize"] = Integer(MinBatchSize, MaxBatchSize, (o, n) => o with { BatchSize = n }),
        ["timeoutSeconds"] = Real(MinTimeoutSeconds, MaxTimeoutSeconds, (o, s) => o with { TimeoutSeconds = s }),
        ["attemptTimeoutSeconds"] = Real(MinTimeoutSeconds, MaxTimeoutSeconds, (o, s) => o with { AttemptTimeoutSeconds = s }),
        ["deadlineSeconds"] = Deadline,
        ["maxAttempts"] = Integer(MinAttempts, MaxAttempts, (o, n) => o with { MaxAttempts = n }),
        ["maxPerHost"] = Integer(MinPerHost, MaxPerHost, (o, n) => o with { MaxPerHost = n }),
        ["maxPerSecond"] = Real(MinPerSecond, MaxPerSecond, (o, n) => o with { MaxPerSecond = n }),
        ["method"] = OneOf([("GET", "GET"), ("HEAD", "HEAD")], (o, method) => o with { Method = method }),
        ["capture"] = OneOf([("none", Capture.None), ("text", Capture.Text), ("json", Capture.Json)], (o, c) => o with { Capture = c }),
        ["maxCaptureBytes"] = Integer(MinCaptureBytes, MaxCaptureBytes, (o, n) => o with { MaxCaptureBytes = n }),
        ["maxBodyBytes"] = Integer(MinBodyBytes, MaxBodyBytes, (o, n) => o with { MaxBodyBytes = n }),
        ["dedupe"] = Flag((o, flag) => o with { Dedupe = flag }),
        ["respectRobots"] = Flag((o, flag) => o with { RespectRobots = flag }),
        ["toleratedFailures"] = Tolerated,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly string Known = string.Join(", ", All.Keys.Append(Headers).Order(StringComparer.Ordinal));

    private static OptionRule Integer(int min, int max, Func<JobOptions, int, JobOptions> set) => (value, ref options) =>
    {
        if (!value.TryInteger(out var number) || number < min || number > max) return $"Must be an integer from {min} to {max}.";
        options = set(options, number);
        return null;
    };

    private static OptionRule Real(double min, double max, Func<JobOptions, double, JobOptions> set) => (value, ref options) =>
    {
        // Written so that NaN fails as well.
        if (!value.TryReal(out var number) || !(number >= min && number <= max)) return $"Must be a number from {min} to {max}.";
        options = set(options, number);
        return null;
    };

    private static OptionRule Flag(Func<JobOptions, bool, JobOptions> set) => (value, ref options) =>
    {
        if (!value.TryFlag(out var flag)) return "Must be true or false.";
        options = set(options, flag);
        return null;
    };

    private static OptionRule OneOf<T>((string Name, T Value)[] choices, Func<JobOptions, T, JobOptions> set) => (value, ref options) =>
    {
        var chosen = value.TryText(out var text) ? Array.FindIndex(choices, choice => choice.Name.Equals(text, StringComparison.Ordinal)) : -1;
        if (chosen < 0) return $"Must be {string.Join(" or ", choices.Select(choice => $"\"{choice.Name}\""))}.";
        options = set(options, choices[chosen].Value);
        return null;
    };

    private static string? Deadline(OptionValue value, ref JobOptions options)
    {
        if (!value.TryReal(out var seconds) || !(seconds > 0 && seconds <= MaxDeadlineSeconds))
            return $"Must be a number above 0 and at most {MaxDeadlineSeconds} (7 days).";
        options = options with { DeadlineSeconds = seconds };
        return null;
    }

    private static string? Tolerated(OptionValue value, ref JobOptions options)
    {
        if (!(value.TryText(out var text) || value.IsNumber) || !ToleratedFailures.TryParse(text, out _))
            return "Must be a count such as \"100\", or a share of the total from \"0%\" to \"100%\".";
        options = options with { ToleratedFailures = text };
        return null;
    }
}
