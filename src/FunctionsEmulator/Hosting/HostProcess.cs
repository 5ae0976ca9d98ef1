namespace FunctionsEmulator.Hosting;

/// <summary>Turns what keeps an app's own process from starting into one line and an exit code.</summary>
internal static class HostProcess
{
    private const int Failed = 1;

    public static T Guard<T>(FunctionsApp app, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (HostStartException e) when (app.OwnsProcess)
        {
            End(e.Message);
            throw;
        }
    }

    public static void End(string reason)
    {
        Console.Error.WriteLine(reason);
        Environment.Exit(Failed);
    }
}
