using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FanOut.Jobs;

/// <summary>Reads options from the query, where a plain list of URLs has them.</summary>
internal static class QueryOptions
{
    private const string FunctionKey = "code";

    /// <summary>Returns the job's name, if there is one.</summary>
    public static string? Read(IQueryCollection query, JobOptionsBuilder options, JobRequestErrors errors)
    {
        string? name = null;
        foreach (var (key, values) in query)
        {
            if (string.Equals(key, FunctionKey, StringComparison.OrdinalIgnoreCase)) continue;
            if (key == OptionRules.Headers)
                AddHeaders(values, options, errors);
            else if (key == JobName.Field ? Single(key, values, errors) : options.Begin(key) && Single(key, values, errors))
            {
                if (key == JobName.Field) name = JobName.Check(values.ToString(), errors);
                else options.Set(key, new OptionValue(JsonTokenType.None, values.ToString()));
            }
        }
        return name;
    }

    private static bool Single(string key, StringValues values, JobRequestErrors errors)
    {
        if (values.Count == 1) return true;
        errors.Add(key, "Is given more than once.");
        return false;
    }

    private static void AddHeaders(StringValues lines, JobOptionsBuilder options, JobRequestErrors errors)
    {
        foreach (var line in lines)
        {
            var colon = line?.IndexOf(':', StringComparison.Ordinal) ?? -1;
            if (colon < 0) errors.Add(OptionRules.Headers, "Must be given as headers=Name: value.");
            else options.AddHeader(line![..colon], line[(colon + 1)..]);
        }
    }
}
