using System.ComponentModel;
using System.Diagnostics;

namespace FunctionsEmulator.Storage.Azurite;

/// <summary>
/// A process and when it began, since ids are used again. On Linux the beginning is what the kernel keeps (ticks since boot),
/// which no change of the clock moves; elsewhere it is a time in Unix seconds.
/// </summary>
internal sealed record ProcessIdentity(int Id, long Started)
{
    private const int StateField = 0;
    private const int StartTicksField = 19;
    private const long ClockSlackSeconds = 2;

    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId)!;

    public bool IsAlive() => Of(Id) is { } now
        && (OperatingSystem.IsLinux() ? now.Started == Started : Math.Abs(now.Started - Started) <= ClockSlackSeconds);

    public static ProcessIdentity? Of(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return FromKernel(id);
            using var process = Process.GetProcessById(id);
            return new ProcessIdentity(id, new DateTimeOffset(process.StartTime).ToUnixTimeSeconds());
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception or IOException
            or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcessIdentity? FromKernel(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        // The program's name stands in parentheses before the fields, and may hold blanks and parentheses itself.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ended = fields[StateField] is "Z" or "X";
        return ended ? null : new ProcessIdentity(id, long.Parse(fields[StartTicksField]));
    }
}
