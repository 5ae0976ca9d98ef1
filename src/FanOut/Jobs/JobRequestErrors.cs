using Microsoft.AspNetCore.Http;

namespace FanOut.Jobs;

/// <summary>Gathers what is wrong with a request, so that its caller hears of everything at once.</summary>
internal sealed class JobRequestErrors
{
    /// <summary>The field that stands for the body as a whole.</summary>
    public const string Body = "body";

    private const int MaxFieldLength = 80;

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public bool Has(string field) => _errors.ContainsKey(field);

    public void Add(string field, string message)
    {
        if (field.Length > MaxFieldLength) field = string.Concat(field.AsSpan(0, MaxFieldLength), "...");
        if (_errors.TryGetValue(field, out var known))
        {
            if (!known.Contains(message, StringComparer.Ordinal)) _errors[field] = [.. known, message];
            return;
        }
        if (_errors.Count == JobLimits.MaxErrors)
            throw ToException($"Correct these first; only {JobLimits.MaxErrors} bad fields are listed.");
        _errors.Add(field, [message]);
    }

    /// <summary>For what makes reading on pointless.</summary>
    public JobRequestException Fatal(string field, string message)
    {
        _errors[field] = [message];
        return ToException();
    }

    public void ThrowIfAny()
    {
        if (Any) throw ToException();
    }

    private JobRequestException ToException(string detail = "Correct the fields named in errors and send the request again.") =>
        new(StatusCodes.Status400BadRequest, "The request is not valid.", detail, _errors);
}
