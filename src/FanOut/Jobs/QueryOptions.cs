using System.Text.Json;
using FanOut.Callbacks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FanOut.Jobs;

/// <summary>Reads options from the query, where a plain list of URLs has them.</summary>
internal static class QueryOptions
{
    private const string FunctionKey = "code";

    /// <summary>Returns what is not an option: the job's name and its callback, if there are any.</summary>
    public static (string? Name, string? CallbackUrl) Read(IQueryCollection query, JobOptionsBuilder options, JobRequestErrors errors)
    {
        string? name = null, callbackUrl = null;
        foreach (var (key, values) in query)
        {
            if (key.Equals(FunctionKey, StringComparison.OrdinalIgnoreCase)) continue;
            if (key is OptionRules.Headers) AddHeaders(values, options, errors);
            else if (values.Count > 1) errors.Add(key, "Is given more than once.");
            else if (key is JobName.Field) name = JobName.Check(values.ToString(), errors);
            else if (key is CallbackRules.Field) callbackUrl = values.ToString();
            else if (options.Begin(key)) options.Set(key, new OptionValue(JsonTokenType.None, values.ToString()));
        }
        return (name, callbackUrl);
    }

    /// <summary>A JSON body has its options in itself; in the query they would go unheeded.</summary>
    public static void Refuse(IQueryCollection query, JobRequestErrors errors)
    {
        foreach (var key in query.Keys.Where(key => key is OptionRules.Headers || OptionRules.All.ContainsKey(key)))
            errors.Add(key, "Belongs in the options of the JSON body, not in the query.");
        if (query.ContainsKey(CallbackRules.Field)) errors.Add(CallbackRules.Field, "Belongs in the JSON body, not in the query.");
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
