namespace FanOut.Jobs;

/// <summary>The label that a caller may give a job.</summary>
internal static class JobName
{
    public const string Field = "name";

    public static string Check(string name, JobRequestErrors errors)
    {
        if (name.Length > JobLimits.MaxNameLength) errors.Add(Field, $"Must have at most {JobLimits.MaxNameLength} characters.");
        if (name.Any(char.IsControl)) errors.Add(Field, "Must not hold control characters.");
        return name;
    }
}
