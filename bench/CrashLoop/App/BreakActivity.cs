using Microsoft.Azure.Functions.Worker;

namespace CrashLoop.App;

/// <summary>Fails as long as the app lives the life that it is told.</summary>
public static class BreakActivity
{
    public const string Name = "Break";

    [Function(Name)]
    public static void Run([ActivityTrigger] string life)
    {
        if (string.Equals(life, CrashApp.Read(CrashApp.LifeVariable), StringComparison.Ordinal)) throw new InvalidOperationException($"This is {life} still.");
    }
}
