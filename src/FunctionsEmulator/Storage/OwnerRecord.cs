using System.Diagnostics;

namespace FunctionsEmulator.Storage;

/// <summary>Who owns a task hub: enough to tell, on the same machine, whether that process still lives.</summary>
internal sealed record OwnerRecord(string Host, string Boot, int ProcessId, DateTime ProcessStart, long Epoch, DateTimeOffset Since)
{
    /// <summary>Start times are read from a clock of coarse ticks.</summary>
    private static readonly TimeSpan s_startTolerance = TimeSpan.FromSeconds(2);

    public static OwnerRecord OfThisProcess(long epoch, DateTimeOffset now)
    {
        using var process = Process.GetCurrentProcess();
        return new OwnerRecord(Environment.MachineName, BootId(), process.Id, process.StartTime.ToUniversalTime(), epoch, now);
    }

    public bool IsOnThisMachine => string.Equals(Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the process lives; to be asked only about one on this machine.</summary>
    public bool IsAlive()
    {
        if (!string.Equals(Boot, BootId(), StringComparison.Ordinal)) return false;
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - ProcessStart).Duration() < s_startTolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Changes with every boot. Without the kernel's own id, the minute of the boot has to do.</summary>
    private static string BootId()
    {
        const string KernelBootId = "/proc/sys/kernel/random/boot_id";
        if (File.Exists(KernelBootId)) return File.ReadAllText(KernelBootId).Trim();
        var boot = DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(Environment.TickCount64);
        return ((boot.ToUnixTimeSeconds() + 30) / 60).ToString();
    }
}
